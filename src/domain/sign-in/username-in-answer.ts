import { aliasesNamedBy, aliasesOf, canonicalKey } from '../users/user-alias.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { SignInProgress } from './state.ts'
import { unknownUserIdForSrp } from './unknown-user.ts'

/** Whether the USERNAME of an answer names whoever the challenge was posed to. */
export function namesSameUser(
  pool: UserPool,
  progress: Pick<SignInProgress, 'username' | 'sub'>,
  user: User | undefined,
  name: string,
): boolean {
  if (name === progress.sub || canonicalKey(pool, name) === canonicalKey(pool, progress.username)) return true
  if (user === undefined) return name === unknownUserIdForSrp(pool, progress)
  const held = aliasesOf(pool, user)
  return aliasesNamedBy(pool, name).some((alias) =>
    held.some(({ namespace, key }) => namespace === alias.namespace && key === alias.key),
  )
}
