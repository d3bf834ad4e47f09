import { createHmac } from 'node:crypto'
import type { Passkey } from '../../domain/factors/passkey.ts'
import { canonicalKey } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** What providers that many people use make: the size of the id, and how the authenticator is reached. */
const kinds = [
  { size: 16, transports: ['hybrid', 'internal'] },
  { size: 20, transports: ['hybrid', 'internal'] },
  { size: 32, transports: ['internal'] },
  { size: 48, transports: ['usb', 'nfc'] },
] as const

/**
 * The passkeys that a name nobody has seems to have, the same at every attempt: one, and now and then two. No
 * authenticator knows them, so the browser of whoever asks finds nothing, as it would with somebody else's.
 */
export function decoyPasskeys(
  serverKey: Uint8Array,
  pool: UserPool,
  presentedName: string,
): readonly Pick<Passkey, 'credentialId' | 'transports'>[] {
  const name = canonicalKey(pool, presentedName)
  const draw = (what: string): Buffer =>
    createHmac('sha512', serverKey)
      .update(JSON.stringify(['passkeys', pool.id, name, what]))
      .digest()
  const count = draw('count').readUInt8() < 64 ? 2 : 1
  return Array.from({ length: count }, (_, nth) => {
    const bytes = draw(`passkey ${nth}`)
    const { size, transports } = kinds[draw(`kind ${nth}`).readUInt8() % kinds.length] ?? kinds[0]
    return { credentialId: bytes.subarray(0, size).toString('base64url'), transports }
  })
}
