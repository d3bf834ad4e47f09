import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import {
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  ConfirmDeviceCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
  UpdateDeviceStatusCommand,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider'
import { deviceVerifier, srpClient, type SrpSecret } from '../../src/testing/srp-client.ts'
import { password, sdkClient, startInstallation, type AddedPool, type Installation } from './installation.ts'
import { claimsOf } from './tokens.ts'

let installation: Installation
let sdk: CognitoIdentityProviderClient
let pool: AddedPool

before(async () => {
  installation = await startInstallation()
  sdk = sdkClient(installation.ready)
  pool = await installation.addPool({
    pool: { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true } },
  })
})
after(async () => {
  sdk.destroy()
  await installation[Symbol.asyncDispose]()
})

const newSrp = () => srpClient(BigInt(`0x${randomBytes(128).toString('hex')}`))

type Answer = Awaited<ReturnType<typeof respond>>

function respond(
  ChallengeName: 'PASSWORD_VERIFIER' | 'DEVICE_SRP_AUTH' | 'DEVICE_PASSWORD_VERIFIER',
  ChallengeResponses: Record<string, string>,
  Session?: string,
) {
  const { ClientId } = pool
  return sdk.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, ChallengeResponses, Session }))
}

async function bySrp(name: string, secret = password, more: Record<string, string> = {}): Promise<Answer> {
  const srp = newSrp()
  const { ClientId, UserPoolId } = pool
  const AuthParameters = { USERNAME: name, SRP_A: srp.publicValue, ...more }
  const asked = await sdk.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }))
  assert.equal(asked.ChallengeName, 'PASSWORD_VERIFIER')
  assert.equal(asked.Session, undefined)
  const challenge = asked.ChallengeParameters ?? {}
  assert.deepEqual(Object.keys(challenge).toSorted(), ['SALT', 'SECRET_BLOCK', 'SRP_B', 'USERNAME', 'USER_ID_FOR_SRP'])
  const realm = UserPoolId.slice(UserPoolId.indexOf('_') + 1)
  const username = challenge.USER_ID_FOR_SRP ?? ''
  const proof = srp.prove(challenge, { realm, username, password: secret }, await installation.now())
  return respond('PASSWORD_VERIFIER', { USERNAME: username, ...proof, ...more })
}

async function byDevice(name: string, secret: SrpSecret, asked: Answer): Promise<Answer> {
  const srp = newSrp()
  const device = { USERNAME: name, DEVICE_KEY: secret.username }
  const { ChallengeParameters: challenge = {}, Session } = await respond(
    'DEVICE_SRP_AUTH',
    { ...device, SRP_A: srp.publicValue },
    asked.Session,
  )
  const proof = srp.prove(challenge, secret, await installation.now())
  return respond('DEVICE_PASSWORD_VERIFIER', { ...device, ...proof }, Session)
}

async function confirmDevice(tokens: AuthenticationResultType | undefined): Promise<SrpSecret> {
  const { DeviceKey = '', DeviceGroupKey = '' } = tokens?.NewDeviceMetadata ?? {}
  const secret = { realm: DeviceGroupKey, username: DeviceKey, password: randomBytes(40).toString('base64') }
  const answer = await sdk.send(
    new ConfirmDeviceCommand({
      AccessToken: tokens?.AccessToken,
      DeviceKey,
      DeviceName: 'laptop',
      DeviceSecretVerifierConfig: deviceVerifier(secret),
    }),
  )
  assert.equal(answer.UserConfirmationNecessary, true)
  return secret
}

describe('SRP with @aws-sdk/client-cognito-identity-provider', () => {
  test('signs in without the password ever being sent', async () => {
    await pool.addPerson('ann')
    const { AuthenticationResult } = await bySrp('ann')
    assert.equal(claimsOf(AuthenticationResult?.AccessToken).username, 'ann')
  })

  test('refuses a wrong password, and a proof that is sent again', async () => {
    await pool.addPerson('bob')
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
    await assert.rejects(bySrp('bob', 'wrong'), refused)
    const srp = newSrp()
    const { ClientId, UserPoolId } = pool
    const AuthParameters = { USERNAME: 'bob', SRP_A: srp.publicValue }
    const { ChallengeParameters = {} } = await sdk.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }),
    )
    const realm = UserPoolId.slice(UserPoolId.indexOf('_') + 1)
    const proof = srp.prove(ChallengeParameters, { realm, username: 'bob', password }, await installation.now())
    assert.ok((await respond('PASSWORD_VERIFIER', { USERNAME: 'bob', ...proof })).AuthenticationResult)
    await assert.rejects(respond('PASSWORD_VERIFIER', { USERNAME: 'bob', ...proof }), {
      name: 'NotAuthorizedException',
    })
  })

  test('refuses the public values that would make any password good', async () => {
    await pool.addPerson('cat')
    const { ClientId } = pool
    for (const SRP_A of ['0', '00']) {
      const start = sdk.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'cat', SRP_A } }),
      )
      const answer = await start.catch((error: Error) => error)
      if (answer instanceof Error) continue
      const { SECRET_BLOCK = '' } = answer.ChallengeParameters ?? {}
      const responses = {
        USERNAME: 'cat',
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: randomBytes(32).toString('base64'),
        TIMESTAMP: 'Tue Sep 1 02:03:04 UTC 2026',
      }
      await assert.rejects(respond('PASSWORD_VERIFIER', responses), { name: 'NotAuthorizedException' })
    }
  })
})

describe('devices with @aws-sdk/client-cognito-identity-provider', () => {
  test('are confirmed, described, remembered, asked for their own proof, and forgotten', async () => {
    await pool.addPerson('dan')
    const { AuthenticationResult } = await bySrp('dan')
    const AccessToken = AuthenticationResult?.AccessToken
    const secret = await confirmDevice(AuthenticationResult)
    const DeviceKey = secret.username
    assert.match(DeviceKey, /^us-east-1_[0-9a-f-]{36}$/)
    const { Device } = await sdk.send(new GetDeviceCommand({ AccessToken, DeviceKey }))
    assert.equal(Device?.DeviceKey, DeviceKey)
    assert.ok(Device?.DeviceAttributes?.some(({ Name, Value }) => Name === 'device_name' && Value === 'laptop'))

    await sdk.send(new UpdateDeviceStatusCommand({ AccessToken, DeviceKey, DeviceRememberedStatus: 'remembered' }))
    const asked = await bySrp('dan', password, { DEVICE_KEY: DeviceKey })
    assert.equal(asked.ChallengeName, 'DEVICE_SRP_AUTH')
    const proven = await byDevice('dan', secret, asked)
    assert.equal(claimsOf(proven.AuthenticationResult?.AccessToken).device_key, DeviceKey)
    assert.equal(proven.AuthenticationResult?.NewDeviceMetadata, undefined)

    const again = await bySrp('dan', password, { DEVICE_KEY: DeviceKey })
    await assert.rejects(byDevice('dan', { ...secret, password: 'not-the-device' }, again), {
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })

    const { Devices } = await sdk.send(new ListDevicesCommand({ AccessToken }))
    assert.deepEqual(
      Devices?.map((device) => device.DeviceKey),
      [DeviceKey],
    )
    await sdk.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }))
    await assert.rejects(sdk.send(new GetDeviceCommand({ AccessToken, DeviceKey })), {
      name: 'ResourceNotFoundException',
      message: 'Device does not exist.',
    })
    await assert.rejects(bySrp('dan', password, { DEVICE_KEY: DeviceKey }), {
      name: 'ResourceNotFoundException',
      message: 'Device does not exist.',
    })
  })

  test('can be looked at and forgotten by operators', async () => {
    await pool.addPerson('eve')
    const { AuthenticationResult } = await bySrp('eve')
    const { username: DeviceKey } = await confirmDevice(AuthenticationResult)
    const named = { UserPoolId: pool.UserPoolId, Username: 'eve', DeviceKey }
    const { Device } = await installation.operator.send(new AdminGetDeviceCommand(named))
    assert.equal(Device?.DeviceKey, DeviceKey)
    await installation.operator.send(new AdminForgetDeviceCommand(named))
    await assert.rejects(installation.operator.send(new AdminGetDeviceCommand(named)), {
      name: 'ResourceNotFoundException',
    })
  })
})
