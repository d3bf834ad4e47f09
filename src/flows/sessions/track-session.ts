import { newSessionId } from '../../crypto/identifiers.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import { isTrackingSessions } from '../../domain/sessions/session-limits.ts'
import type { SessionActivity, SessionTrack } from '../../domain/sessions/session-tracking.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** Cognito: what is told of a device has no more characters. */
const longestUserAgent = 1024

/** Makes a session that begins now one that its user can see and end, where the pool tracks sessions. */
export function trackSession(
  ports: Pick<Ports, 'clock' | 'random'>,
  pool: UserPool,
  { kind, request }: { readonly kind: 'tkn' | 'sso'; readonly request: RequestFacts },
): SessionTrack | undefined {
  if (!isTrackingSessions(pool)) return undefined
  const sessionId = newSessionId(kind, (size) => ports.random.bytes(size))
  const lastActive = sessionActivity(ports, request)
  return { sessionId, createdAt: lastActive.at, lastActive }
}

export function sessionActivity(ports: Pick<Ports, 'clock'>, request: RequestFacts): SessionActivity {
  return {
    at: ports.clock.now(),
    ipAddress: request.sourceIp,
    userAgent: request.userAgent?.slice(0, longestUserAgent),
  }
}
