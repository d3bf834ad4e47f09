import { credentialsNotToRepeat } from '../../../domain/passwords/password-history.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { PasswordCredential, User } from '../../../domain/users/user.ts'
import { verifyPasswordOf } from '../../passwords/verify-password.ts'
import type { SignInPorts } from '../sign-in-step.ts'

/**
 * Refuses a password that is among those not to repeat. Where an administrator invented the current one it counts
 * whatever the pool's history is: it was made to be replaced (ASVS 6.4.1).
 */
export async function repeatedPassword(
  ports: SignInPorts,
  pool: UserPool,
  user: User,
  password: string,
): Promise<SignInRefusal | undefined> {
  const credentials = new Set<PasswordCredential>(credentialsNotToRepeat(pool, user))
  if (user.password !== undefined) credentials.add(user.password)
  for (const credential of credentials) {
    const holder = {
      username: user.username,
      password: credential,
      pool,
      decoyKind: credential.kind === 'imported' ? ('srp' as const) : credential.kind,
    }
    const verdict = await verifyPasswordOf(ports, holder, password)
    if (verdict === 'busy') return refused('busy')
    if (verdict === 'match') return refused('password-reused')
  }
  return undefined
}
