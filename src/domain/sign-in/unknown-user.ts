import { createHmac } from 'node:crypto'
import { isEmailAddress, isPhoneNumber } from '../users/contact.ts'
import { canonicalKey, usernameMode } from '../users/user-alias.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/**
 * The `sub` that a name nobody has stands for: shaped as a real one, the same at every attempt, and nobody's. Failures
 * are counted under it and challenges carry it, so a stranger is locked out, answered and refused as a user would be.
 */
export function unknownUserSub(serverKey: Uint8Array, pool: UserPool, presentedName: string): string {
  const name = canonicalKey(pool, presentedName)
  const hex = createHmac('sha256', serverKey)
    .update(JSON.stringify(['sub', pool.id, name]))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-70${hex.slice(12, 14)}-${hex.slice(14, 18)}-${hex.slice(18, 30)}`
}

/**
 * The USER_ID_FOR_SRP of a name nobody has. Cognito: the name itself, where users have names. Where the name may be an
 * address, a real user's would differ from it, so the id is one shaped as a `sub`.
 */
export function unknownUserIdForSrp(
  pool: UserPool,
  nobody: { readonly username: string; readonly sub: string },
): string {
  const mode = usernameMode(pool)
  const isAddress = isEmailAddress(nobody.username) || isPhoneNumber(nobody.username)
  if (mode === 'attribute' || (mode === 'alias' && isAddress)) return nobody.sub
  return canonicalKey(pool, nobody.username)
}
