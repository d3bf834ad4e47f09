import { createHmac } from 'node:crypto'
import type { User } from '../users/user.ts'

const length = 8

/**
 * The DeviceGroupKey of a user's devices. It follows from the user, so that nothing is stored for a device before the
 * client confirms it, and so that it is the same at every sign-in.
 */
export function deviceGroupKey(serverKey: Uint8Array, { poolId, sub }: Pick<User, 'poolId' | 'sub'>): string {
  const mac = createHmac('sha256', serverKey)
    .update(JSON.stringify(['device group', poolId, sub]))
    .digest()
  const letters = mac.toString('base64').replaceAll(/[^0-9A-Za-z]/g, '')
  return `-${letters.slice(0, length)}`
}
