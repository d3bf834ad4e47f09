import { createHmac } from 'node:crypto'
import { isEmailAddress, isPhoneNumber, type Contact, type ContactAttribute } from './contact.ts'
import { canonicalKey } from './user-alias.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Where a code for nobody is said to go: the same at every attempt, and masked like any other. A name that is an
 * address stands for itself, since a user of that name would most likely be answered with it.
 */
export function simulatedContact(
  serverKey: Uint8Array,
  pool: UserPool,
  presentedName: string,
  channels: readonly ContactAttribute[],
): Contact {
  if (channels.includes('email') && isEmailAddress(presentedName)) {
    return { attribute: 'email', destination: presentedName }
  }
  if (channels.includes('phone_number') && isPhoneNumber(presentedName)) {
    return { attribute: 'phone_number', destination: presentedName }
  }

  const digest = createHmac('sha256', serverKey)
    .update(JSON.stringify(['contact', pool.id, canonicalKey(pool, presentedName)]))
    .digest()
  if (channels.at(0) === 'phone_number') {
    const digits = String(digest.readUInt32BE(0) % 10_000).padStart(4, '0')
    return { attribute: 'phone_number', destination: `+0000000${digits}` }
  }
  const letter = (offset: number) => letters.charAt(digest.readUInt32BE(offset) % letters.length)
  return { attribute: 'email', destination: `${letter(0)}@${letter(4)}` }
}
