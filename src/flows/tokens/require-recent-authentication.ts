import type { Refuse } from '../../contract/refusal.ts'
import { recentUntil } from '../../domain/sessions/recent-authentication.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ValidAccessToken } from './check-access-token.ts'

/**
 * Gives the token back where its session began recently enough for a change of what guards the account: refreshing
 * proves nothing. A pool asks for that by a tag, for Cognito never does.
 */
export function requireRecentAuthentication(
  ports: Pick<Ports, 'clock'>,
  refuse: Refuse<'NotAuthorizedException'>,
  token: ValidAccessToken,
): ValidAccessToken {
  const until = recentUntil(token.pool, token.family.authenticatedAt)
  if (until === undefined || ports.clock.now() < until) return token
  throw refuse('NotAuthorizedException', 'Access Token is not from a recent authentication')
}
