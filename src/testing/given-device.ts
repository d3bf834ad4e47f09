import type { NewDeviceMetadataType } from '../contract/shapes.gen.ts'
import type { UserPoolConfiguration, MfaSettings } from '../domain/user-pools/user-pool.ts'
import { call } from './call-operation.ts'
import { givenClient, givenPool, givenUser, type UserOverrides } from './given.ts'
import { signInClient } from './sign-in-client.ts'
import { deviceVerifier, srpClient } from './srp-client.ts'
import type { TestPorts } from './test-ports.ts'
import { ConfirmDevice } from '../operations/device/ConfirmDevice.ts'

const devicePassword = 'a password that only the device knows'
export const noDevice = 'ResourceNotFoundException: Device does not exist.'
export const incorrect = 'NotAuthorizedException: Incorrect username or password.'

export interface DeviceSetup {
  readonly devices?: UserPoolConfiguration['DeviceConfiguration']
  readonly mfa?: MfaSettings
  readonly user?: UserOverrides
}

export async function givenDevice(
  ports: TestPorts,
  { devices = {}, mfa = {}, user: overrides = {} }: DeviceSetup = {},
) {
  const pool = await givenPool(ports, { mfa, configuration: { DeviceConfiguration: devices } })
  const client = await givenClient(ports, pool)
  const user = await givenUser(ports, pool, overrides)
  const app = signInClient(ports, { pool, client })
  const { AuthenticationResult: result } = await app.withSrp('alice', 'Passw0rd!')
  const accessToken = result?.AccessToken ?? ''
  return {
    pool,
    client,
    user,
    app,
    accessToken,
    refreshToken: result?.RefreshToken ?? '',
    device: deviceNamed(result?.NewDeviceMetadata),
  }
}

export function deviceNamed({ DeviceKey: key = '', DeviceGroupKey: groupKey = '' }: NewDeviceMetadataType = {}) {
  return { key, groupKey, secret: { realm: groupKey, username: key, password: devicePassword } }
}

type GivenDevice = Awaited<ReturnType<typeof givenDevice>>

export function confirmDevice(
  ports: TestPorts,
  { accessToken, device }: Pick<GivenDevice, 'accessToken' | 'device'>,
  more = {},
) {
  return call(ConfirmDevice, ports, {
    AccessToken: accessToken,
    DeviceKey: device.key,
    DeviceName: 'laptop',
    DeviceSecretVerifierConfig: deviceVerifier(device.secret),
    ...more,
  })
}

/** Answers DEVICE_SRP_AUTH and what follows it, as far as the device's own proof goes. */
export async function proveDevice(
  ports: TestPorts,
  { app, device }: GivenDevice,
  session: string | undefined,
  password = devicePassword,
) {
  const srp = srpClient()
  const own = { USERNAME: 'alice', DEVICE_KEY: device.key }
  const begun = await app.respond('DEVICE_SRP_AUTH', { ...own, SRP_A: srp.publicValue }, session)
  const proof = srp.prove(begun.ChallengeParameters ?? {}, { ...device.secret, password }, ports.clock.now())
  return { begun, answer: { ...own, ...proof } }
}

export const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())
