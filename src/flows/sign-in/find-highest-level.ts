import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { acrLevels, type AcrLevel } from '../../domain/user-pools/acr.ts'
import { firstFactorFacts, firstFactors } from '../../domain/sign-in/first-factors.ts'
import { levelWith } from '../../domain/sign-in/reachable-levels.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import { findUsablePasskeys } from '../passkeys/find-usable-passkeys.ts'

/** How sure of this user one can be at most, whichever way the client's people sign in. */
export async function findHighestLevel(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  { pool, client, user }: { readonly pool: UserPool; readonly client: AppClient; readonly user: User },
): Promise<AcrLevel> {
  // Whoever may choose may begin with a password as well, but for those that have none.
  const isChosen = client.configuration.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false
  if (!isChosen) return levelWith(pool, user, 'PASSWORD')
  const usable = isPasskeyAllowed(pool) ? await findUsablePasskeys(ports, pool, user.sub) : undefined
  const factors = firstFactors(pool, firstFactorFacts(pool, user, usable?.passkeys.length ?? 0))
  const levels = factors.map((factor) => levelWith(pool, user, factor))
  return acrLevels.findLast((level) => levels.includes(level)) ?? 1
}
