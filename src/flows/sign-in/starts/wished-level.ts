import { acrLevels, targetLevel } from '../../../domain/user-pools/acr.ts'
import { levelWith } from '../../../domain/sign-in/reachable-levels.ts'
import type { FirstFactor, SignInProgress } from '../../../domain/sign-in/state.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { User } from '../../../domain/users/user.ts'

/** The level to reach of those that are wished for, by what a sign-in may begin with; undefined where none is wished for. */
export function wishedLevel(
  pool: UserPool,
  user: User | undefined,
  { acrValues, factors }: { readonly acrValues: string | undefined; readonly factors: readonly FirstFactor[] },
): SignInProgress['acr'] {
  if (acrValues === undefined) return undefined
  const levels = factors.map((factor) => levelWith(pool, user, factor))
  const highest = acrLevels.findLast((level) => levels.includes(level)) ?? 1
  const target = targetLevel(pool, acrValues.split(' '), highest)
  return target === undefined ? {} : { target }
}
