import { createHash } from 'node:crypto'
import { hashCode } from '../../crypto/code.ts'
import type { Ports } from '../../ports/ports.ts'

/** 256 bits: a device code is guessed by nobody. */
export function newDeviceCode({ random }: Pick<Ports, 'random'>): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

export function deviceCodeHash(code: string): string {
  return createHash('sha256').update(code).digest('base64url')
}

/** Keyed, since all user codes there are can be tried within a minute. */
export function userCodeHash({ sealing }: Pick<Ports, 'sealing'>, poolId: string, code: string): string {
  return hashCode(sealing.keyFor('device user code'), 'device', poolId, code)
}
