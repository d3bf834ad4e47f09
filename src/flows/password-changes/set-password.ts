import type { Refuse } from '../../contract/refusal.ts'
import { credentialsNotToRepeat, passwordHistoryAfterChange } from '../../domain/passwords/password-history.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { makePasswordCredential } from '../passwords/make-password-credential.ts'
import { passwordMatches } from '../passwords/verify-password.ts'

export interface NewPassword {
  readonly pool: UserPool
  readonly user: User
  readonly password: string
  readonly status: User['status']
}

/** The user's record with another password. Refuses one of those that the pool's history keeps from coming back. */
export async function withNewPassword(
  ports: Pick<Ports, 'clock' | 'passwordWork' | 'random' | 'sealing' | 'storage'>,
  refuse: Refuse<'PasswordHistoryPolicyViolationException'>,
  { pool, user, password, status }: NewPassword,
): Promise<User> {
  for (const earlier of credentialsNotToRepeat(pool, user)) {
    if (await passwordMatches(ports, pool, { username: user.username, password: earlier }, password)) {
      throw refuse('PasswordHistoryPolicyViolationException', 'Password has previously been used')
    }
  }
  return {
    ...user,
    status,
    password: await makePasswordCredential(ports, pool, user.username, password),
    passwordSetAt: ports.clock.now(),
    passwordHistory: passwordHistoryAfterChange(pool, user),
  }
}
