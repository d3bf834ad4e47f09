import type { AuthFactorType } from '../../contract/shapes.gen.ts'
import { firstFactorFacts, firstFactors } from './first-factors.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

/** What a user has set up besides what their record tells. */
export interface OtherFactors {
  readonly hasSoftwareToken: boolean
  readonly hasPasskey: boolean
}

/** ConfiguredUserAuthFactors: what the user can sign in with in this pool. */
export function configuredAuthFactors(
  pool: UserPool,
  user: User,
  { hasSoftwareToken, hasPasskey }: OtherFactors,
): readonly AuthFactorType[] {
  // SRP is another way to show the same password, and whoever has nothing is asked for one.
  const first = firstFactors(pool, firstFactorFacts(pool, user)).filter((factor) => factor !== 'PASSWORD_SRP')
  const held = user.password === undefined ? first.filter((factor) => factor !== 'PASSWORD') : first
  return [
    ...held,
    ...(hasPasskey && isPasskeyAllowed(pool) ? ['WEB_AUTHN' as const] : []),
    ...(hasSoftwareToken ? ['SOFTWARE_TOKEN' as const] : []),
  ]
}

function isPasskeyAllowed({ configuration }: UserPool): boolean {
  return configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') ?? false
}
