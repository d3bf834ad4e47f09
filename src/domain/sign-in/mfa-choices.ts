import type { UserPool } from '../user-pools/user-pool.ts'
import type { MfaFactor, User } from '../users/user.ts'
import { canRecover } from './machine.ts'
import { usableMfaFactors } from '../factors/mfa-selection.ts'
import { factorsToReach } from './reachable-levels.ts'
import type { SignInState } from './state.ts'

/**
 * The second factors between which somebody may change who is asked for one of them, that one included. None where there is
 * nothing to choose. Whatever the user prefers, they are those that would do at this moment.
 */
export function mfaChoices(
  pool: UserPool,
  user: User,
  { challenge, proofs, acr }: Pick<SignInState, 'challenge' | 'proofs' | 'acr'>,
): readonly MfaFactor[] {
  if (!canRecover(challenge, proofs)) return []
  const wanted = factorsToReach(pool, user, { proofs, target: acr?.target })
  const factors = wanted.length > 0 ? wanted : usableMfaFactors(pool, user)
  return factors.length > 1 ? factors : []
}
