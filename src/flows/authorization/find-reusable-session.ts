import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { reuseEnd } from '../../domain/sessions/session-limits.ts'
import { acrLevel, targetLevel } from '../../domain/user-pools/acr.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { findLoginSession, type ValidLoginSession } from '../sessions/login-session.ts'
import { checkIdTokenHint } from '../tokens/check-id-token-hint.ts'
import { findHighestLevel } from '../sign-in/find-highest-level.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

interface Asked {
  readonly pool: UserPool
  readonly client: AppClient
  readonly request: AuthorizationRequest
}

/**
 * The browser's session, if it may answer this request silently: any client of the pool shares it, unless the person
 * must sign in anew (`prompt=login`, or too long after the last time for this client or this request), or more surely,
 * or by another provider than before, or by one that this client does not accept.
 */
export async function findReusableSession(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  asked: Asked,
  cookieValue: string | undefined,
): Promise<ValidLoginSession | undefined> {
  const found = await findRecognisedSession(ports, asked, cookieValue)
  return found !== undefined && (await isSureEnough(ports, asked, found)) ? found : undefined
}

/** The same, however sure of the person it is: what it lacks may be added to it. */
export async function findRecognisedSession(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  asked: Asked,
  cookieValue: string | undefined,
): Promise<ValidLoginSession | undefined> {
  const { pool, client, request } = asked
  if (request.prompts.includes('login')) return undefined
  const found = await findLoginSession(ports, pool, cookieValue)
  if (found === undefined) return undefined
  const { provider, authenticatedAt } = found.session
  const now = ports.clock.now()
  if (reuseEnd(pool, client, authenticatedAt) <= now || isTooOld(request, authenticatedAt, now)) return undefined
  if (!isAcceptedProvider(client, provider)) return undefined
  if (request.identityProvider !== undefined && request.identityProvider !== provider) return undefined
  return (await isHinted(ports, asked, found)) ? found : undefined
}

/** Whether this client takes the word of whoever vouched for a person. */
export function isAcceptedProvider({ configuration }: AppClient, provider: string): boolean {
  return configuration.SupportedIdentityProviders?.includes(provider) === true
}

/** OpenID Connect Core section 3.1.2.1: `max_age=0` is `prompt=login`. */
function isTooOld({ maxAge }: AuthorizationRequest, authenticatedAt: Date, now: Date): boolean {
  if (maxAge === undefined) return false
  return maxAge === 0 || now.getTime() - authenticatedAt.getTime() > maxAge * 1000
}

/** OpenID Connect Core section 3.1.2.1: somebody else than the client expects must sign in. */
async function isHinted(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  { pool, request: { idTokenHint } }: Asked,
  { user }: ValidLoginSession,
): Promise<boolean> {
  if (idTokenHint === undefined) return true
  const hinted = await checkIdTokenHint(ports, pool, idTokenHint)
  return hinted?.sub === user.sub
}

/** Whoever cannot be recognised more surely than they were need not sign in again in vain. */
async function isSureEnough(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  { pool, client, request }: Asked,
  { session, user }: ValidLoginSession,
): Promise<boolean> {
  // What another provider vouches for cannot be added to here.
  if (request.acrValues.length === 0 || session.provider !== 'COGNITO') return true
  const level = acrLevel(session.amr) ?? 0
  const highest = await findHighestLevel(ports, { pool, client, user })
  const target = targetLevel(pool, request.acrValues, highest)
  return target === undefined || level >= target
}
