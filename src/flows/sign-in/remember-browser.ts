import { srpVerifier } from '../../crypto/srp/srp.ts'
import type { Device } from '../../domain/devices/device.ts'
import type { Authenticated } from '../sessions/authenticated.ts'
import type { SignInContext, SignInPorts } from './sign-in-step.ts'

export interface RememberedBrowser {
  readonly authenticated: Authenticated
  readonly deviceKey: string
  /** For the browser alone: the store keeps a verifier of it. */
  readonly secret: string
}

/**
 * Makes this browser a remembered device of the person who just signed in: the device is created in the very commit
 * that ends the sign-in. Undefined where the pool tracks no devices, or the browser already is one.
 */
export async function rememberBrowser(
  ports: SignInPorts,
  { request }: SignInContext,
  authenticated: Authenticated,
): Promise<RememberedBrowser | undefined> {
  const { newDevice, user, authenticatedAt } = authenticated
  if (newDevice === undefined) return undefined
  const { deviceKey, deviceGroupKey } = newDevice
  const secret = Buffer.from(ports.random.bytes(40)).toString('base64url')
  const salt = ports.random.bytes(16)
  const verifier = await srpVerifier({ realm: deviceGroupKey, username: deviceKey }, secret, salt)
  const device: Device = {
    poolId: user.poolId,
    sub: user.sub,
    key: deviceKey,
    name: request.userAgent?.slice(0, 128),
    salt,
    verifier,
    rememberedStatus: 'remembered',
    lastIpAddress: request.sourceIp,
    sdk: undefined,
    createdAt: authenticatedAt,
    updatedAt: authenticatedAt,
    authenticatedAt,
  }
  return {
    authenticated: { ...authenticated, writes: [...authenticated.writes, { write: 'createDevice', device }] },
    deviceKey,
    secret,
  }
}
