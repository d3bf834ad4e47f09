import type { GetUserAuthFactorsResponse } from '../../contract/shapes.gen.ts'
import { configuredAuthFactors } from '../../domain/sign-in/user-auth-factors.ts'
import { renderMfa } from '../../domain/users/user-rendering.ts'
import type { Ports } from '../../ports/ports.ts'
import type { UserOfPool } from '../users/require-user.ts'

/** What a user can sign in with, as both operations that tell it spell it. */
export async function listAuthFactors(
  ports: Pick<Ports, 'storage'>,
  { pool, user }: UserOfPool,
): Promise<GetUserAuthFactorsResponse> {
  const { factors, passkeys } = ports.storage
  const [token, held] = await Promise.all([
    factors.findSoftwareToken(user.poolId, user.sub),
    passkeys.list(user.poolId, user.sub, { limit: 1, after: undefined }),
  ])
  const others = { hasSoftwareToken: token?.secret !== undefined, hasPasskey: held.items.length > 0 }
  return {
    Username: user.username,
    ...renderMfa(user),
    ConfiguredUserAuthFactors: configuredAuthFactors(pool, user, others),
  }
}
