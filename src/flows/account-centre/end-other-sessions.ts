import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import { loginCookie } from '../sessions/login-cookie.ts'
import { newLoginSession } from '../sessions/login-session.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import type { AccountSession } from './find-account-session.ts'

export interface OtherSessionsEnd {
  readonly writes: readonly Write[]
  /** A whole `Set-Cookie` value. */
  readonly loginCookie: string
}

/**
 * Ends every session of a person but this browser's, which begins anew under another id: for the commit in which they
 * prove who they are once more.
 */
export function endOtherSessions(
  ports: Pick<Ports, 'clock' | 'random'>,
  {
    domain,
    client,
    session: { session, user },
    request,
  }: {
    readonly domain: PoolDomain
    readonly client: AppClient
    readonly session: AccountSession
    readonly request: RequestFacts
  },
): OtherSessionsEnd {
  const { pool } = domain
  const { amr, vouchedLevel, provider, samlSession } = session
  const at = ports.clock.now()
  const begun = newLoginSession(
    ports,
    { pool, client, user, request, amr, vouchedLevel, authenticatedAt: at },
    { provider, samlSession, replaced: undefined },
  )
  const maxAgeSeconds = (begun.session.expiresAt.getTime() - at.getTime()) / 1000
  return {
    writes: [{ write: 'signOutEverywhere', poolId: pool.id, sub: user.sub, at }, ...begun.writes],
    loginCookie: loginCookie(domain, { value: begun.cookieValue, maxAgeSeconds }),
  }
}
