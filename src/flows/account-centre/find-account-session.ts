import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { recentEnd } from '../../domain/sessions/recent-authentication.ts'
import { reuseEnd } from '../../domain/sessions/session-limits.ts'
import type { Ports } from '../../ports/ports.ts'
import { isAcceptedProvider } from '../authorization/find-reusable-session.ts'
import { findLoginSession, type ValidLoginSession } from '../sessions/login-session.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'

export interface AccountSession extends ValidLoginSession {
  /** Whether the person signed in recently enough to change what guards the account. */
  readonly isRecent: boolean
}

/**
 * Who is at this browser, as far as the client of the account centre may know it without asking. A client that asks at
 * every sign-in is content with a recent one here, or nobody would ever come in. Nobody whose password must be reset does.
 */
export async function findAccountSession(
  ports: Pick<Ports, 'clock' | 'storage'>,
  { pool }: Pick<PoolDomain, 'pool'>,
  client: AppClient,
  cookieValue: string | undefined,
): Promise<AccountSession | undefined> {
  const found = await findLoginSession(ports, pool, cookieValue)
  if (found === undefined || found.user.status === 'RESET_REQUIRED') return undefined
  const { authenticatedAt, provider } = found.session
  const now = ports.clock.now()
  const isRecent = now < recentEnd(authenticatedAt)
  if (!isRecent && reuseEnd(pool, client, authenticatedAt) <= now) return undefined
  return isAcceptedProvider(client, provider) ? { ...found, isRecent } : undefined
}
