import { passwordPolicy } from './password-policy.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { PasswordCredential, User } from '../users/user.ts'

type PasswordRecord = Pick<User, 'password' | 'passwordHistory'>

/** The credentials that a new password must not match: the current one and those before it, as many as configured. */
export function credentialsNotToRepeat(
  pool: Pick<UserPool, 'configuration'>,
  user: PasswordRecord,
): readonly PasswordCredential[] {
  const size = passwordPolicy(pool).PasswordHistorySize ?? 0
  return [...(user.password ? [user.password] : []), ...user.passwordHistory].slice(0, size)
}

/** What to keep of the past once the current password gives way to a new one, which counts as one of the last n. */
export function passwordHistoryAfterChange(
  pool: Pick<UserPool, 'configuration'>,
  user: PasswordRecord,
): readonly PasswordCredential[] {
  const size = passwordPolicy(pool).PasswordHistorySize ?? 0
  return credentialsNotToRepeat(pool, user).slice(0, Math.max(size - 1, 0))
}
