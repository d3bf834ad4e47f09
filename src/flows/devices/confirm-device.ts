import type { Refuse } from '../../contract/refusal.ts'
import type { DeviceSecretVerifierConfigType } from '../../contract/shapes.gen.ts'
import { isSrpVerifier } from '../../crypto/srp/srp.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ValidAccessToken } from '../tokens/check-access-token.ts'

type Exceptions =
  | 'DeviceKeyExistsException'
  | 'InvalidParameterException'
  | 'InvalidUserPoolConfigurationException'
  | 'UserNotFoundException'

export interface DeviceConfirmation {
  readonly deviceKey: string
  readonly name: string | undefined
  readonly secret: DeviceSecretVerifierConfigType | undefined
  readonly request: RequestFacts
}

/** Longest that clients make: 16 bytes and the zero byte before a set top bit. */
const longestSalt = 64

/**
 * Makes the device of this access token one that can prove itself. Only the token that was given out with the key can
 * confirm it, so nobody plants a device of their own on somebody else.
 */
export async function confirmDevice(
  ports: Pick<Ports, 'clock' | 'storage'>,
  refuse: Refuse<Exceptions>,
  token: Pick<ValidAccessToken, 'pool' | 'user' | 'family'>,
  { deviceKey, name, secret, request }: DeviceConfirmation,
): Promise<Device> {
  const { pool, user, family } = token
  const settings = pool.configuration.DeviceConfiguration
  if (settings === undefined) {
    throw refuse('InvalidUserPoolConfigurationException', 'Device tracking is not enabled for this user pool')
  }
  if (family.deviceKey !== deviceKey) throw refuse('InvalidParameterException', 'Invalid device key given.')
  const salt = Buffer.from(secret?.Salt ?? '', 'base64')
  const verifier = Buffer.from(secret?.PasswordVerifier ?? '', 'base64')
  if (salt.length === 0 || salt.length > longestSalt || !isSrpVerifier(verifier)) {
    throw refuse('InvalidParameterException', 'Invalid device secret verifier given.')
  }
  const now = ports.clock.now()
  const device: Device = {
    poolId: pool.id,
    sub: user.sub,
    key: deviceKey,
    name,
    salt: Uint8Array.from(salt),
    verifier: Uint8Array.from(verifier),
    // A pool that asks people first remembers nothing until UpdateDeviceStatus says that they agreed.
    rememberedStatus: settings.DeviceOnlyRememberedOnUserPrompt ? 'not_remembered' : 'remembered',
    lastIpAddress: request.sourceIp,
    sdk: request.userAgent,
    createdAt: now,
    updatedAt: now,
    authenticatedAt: family.authenticatedAt,
  }
  const committed = await ports.storage.commit([{ write: 'createDevice', device }])
  if (committed.committed) return device
  if (committed.guard === 'device-free') throw refuse('DeviceKeyExistsException', 'Device key already exists.')
  throw refuse('UserNotFoundException', 'User does not exist.')
}
