import { openToken, sealToken } from '../../crypto/sealing/sealed-token.ts'
import type { DeviceAuthorization } from '../../domain/authorization/device-authorization.ts'
import type { Ports } from '../../ports/ports.ts'

const purpose = 'device request'
const paddedSize = 192

/** A device whose code somebody typed: what the page that asks has in its address, sealed. */
export interface DeviceRequest {
  readonly poolId: string
  readonly deviceCodeHash: string
  /** As typed, to be compared with what the device shows. */
  readonly userCode: string
}

export function sealDeviceRequest(
  { random, sealing }: Pick<Ports, 'random' | 'sealing'>,
  { poolId, deviceCodeHash, expiresAt }: DeviceAuthorization,
  userCode: string,
): string {
  const content: DeviceRequest = { poolId, deviceCodeHash, userCode }
  const bytes = (size: number): Uint8Array => random.bytes(size)
  return sealToken({ ...content }, sealing.keyFor(purpose), { purpose, expiresAt, paddedSize, random: bytes })
}

/** Undefined for whatever is none of this pool, or not any more. */
export function openDeviceRequest(
  { clock, sealing }: Pick<Ports, 'clock' | 'sealing'>,
  poolId: string,
  token: string,
): DeviceRequest | undefined {
  const opened = openToken(token, sealing.keyFor(purpose), purpose, clock.now())
  if (opened === undefined || opened === 'expired' || opened.poolId !== poolId) return undefined
  return { poolId, deviceCodeHash: String(opened.deviceCodeHash), userCode: String(opened.userCode) }
}
