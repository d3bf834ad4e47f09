import { createHash } from 'node:crypto'
import type { DeviceAuthorization } from '../../domain/authorization/device-authorization.ts'
import { readUserCode } from '../../domain/authorization/user-code.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { addressSubject, countAttempt } from '../throttle.ts'
import { userCodeHash } from './device-codes.ts'
import { sealDeviceRequest } from './device-request.ts'

export interface TypedCode {
  readonly pool: UserPool
  readonly text: string
  readonly sourceIp: string
  /** What tells this browser from others. */
  readonly browser: string
}

export type FoundDevice =
  /** `request` is for the page that asks. */
  { readonly kind: 'found'; readonly request: string } | { readonly kind: 'unknown' } | { readonly kind: 'too-many' }

/**
 * The device that waits with the code that somebody typed. Every try counts, the right one too, against the browser
 * and against its address: past the limit no answer tells a right code from a wrong one (RFC 8628 section 5.1).
 */
export async function findWaitingDevice(
  ports: Pick<Ports, 'clock' | 'random' | 'sealing' | 'storage'>,
  { pool, text, sourceIp, browser }: TypedCode,
): Promise<FoundDevice> {
  const userCode = readUserCode(text)
  if (userCode === undefined) return { kind: 'unknown' }
  const browserHash = createHash('sha256').update(browser).digest('base64url')
  const poolId = pool.id
  const counted = await ports.storage.commit([
    countAttempt(ports, { poolId, subject: `browser ${browserHash}`, action: 'device-code-of-browser' }),
    countAttempt(ports, { poolId, subject: addressSubject(sourceIp), action: 'device-code' }),
  ])
  if (!counted.committed) return { kind: 'too-many' }
  const found = await ports.storage.deviceAuthorizations.findByUserCode(poolId, userCodeHash(ports, poolId, userCode))
  if (found === undefined || !isWaiting(found, ports.clock.now())) return { kind: 'unknown' }
  return { kind: 'found', request: sealDeviceRequest(ports, found, userCode) }
}

/** Whether there is still something to decide. */
export function isWaiting({ decision, expiresAt }: DeviceAuthorization, now: Date): boolean {
  return decision === undefined && expiresAt > now
}
