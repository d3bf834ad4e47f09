import type { AppClient } from '../../domain/app-client.ts'
import { reuseEnd } from '../../domain/session-limits.ts'
import type { UserPool } from '../../domain/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { findLoginSession, type ValidLoginSession } from '../sessions/login-session.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/**
 * The browser's session, if it may answer this request silently: any client of the pool shares it, unless the person
 * must sign in anew (`prompt=login`, or too long after the last time for this client), or by another provider than
 * before, or by one that this client does not accept.
 */
export async function findReusableSession(
  ports: Pick<Ports, 'clock' | 'storage'>,
  asked: { readonly pool: UserPool; readonly client: AppClient; readonly request: AuthorizationRequest },
  cookieValue: string | undefined,
): Promise<ValidLoginSession | undefined> {
  const { pool, client, request } = asked
  if (request.prompts.includes('login')) return undefined
  const found = await findLoginSession(ports, pool, cookieValue)
  if (found === undefined) return undefined
  const { provider, authenticatedAt } = found.session
  if (reuseEnd(pool, client, authenticatedAt) <= ports.clock.now()) return undefined
  if (!client.configuration.SupportedIdentityProviders?.includes(provider)) return undefined
  return request.identityProvider === undefined || request.identityProvider === provider ? found : undefined
}
