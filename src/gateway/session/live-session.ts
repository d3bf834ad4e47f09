import { createHash } from 'node:crypto'
import type { JwtClaims } from '../../crypto/jose/jwt.ts'
import type { GatewaySession } from '../../ports/gateway-sessions.ts'
import { pageClaims } from './page-claims.ts'
import type { SessionPorts } from './session-ports.ts'
import { openState, sealState, type SessionState } from './session-state.ts'
import type { GrantedTokens } from './token-endpoint.ts'

/** A session that is within its time-outs, opened. */
export interface LiveSession {
  readonly record: GatewaySession
  readonly state: SessionState
}

type LivePorts = Pick<SessionPorts, 'clock' | 'configuration' | 'random' | 'sealing' | 'store'>

const DEFAULT_IDLE_SECONDS = 3600
/** Not every request is worth a write: being seen is noted once a minute. */
const TOUCH_MILLISECONDS = 60_000

export function hashSessionId(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/** The session of a cookie; undefined when it is unknown, of another app, or timed out. */
export async function findLiveSession(ports: LivePorts, idHash: string): Promise<LiveSession | undefined> {
  const record = await ports.store.find(idHash)
  if (record === undefined || record.app !== ports.configuration.app) return undefined
  if (ports.clock.now() >= record.expiresAt) {
    await ports.store.delete(idHash)
    return undefined
  }
  const state = openState(ports, idHash, record.sealed)
  return state === undefined ? undefined : { record, state }
}

/** Starts a session under a fresh id (SESS-01) and yields the cookie's value. */
export async function startSession(
  ports: LivePorts,
  tokens: GrantedTokens & { readonly idToken: string },
  claims: JwtClaims,
): Promise<string> {
  const { clock, configuration, random, store } = ports
  const id = Buffer.from(random.bytes(32)).toString('base64url')
  const idHash = hashSessionId(id)
  const now = clock.now()
  const state: SessionState = {
    accessToken: tokens.accessToken,
    accessExpiresAt: now.getTime() + tokens.expiresInSeconds * 1000,
    idToken: tokens.idToken,
    refreshToken: tokens.refreshToken,
    csrfToken: Buffer.from(random.bytes(32)).toString('base64url'),
    claims: pageClaims(claims),
    absoluteExpiresAt: now.getTime() + configuration.absoluteSeconds * 1000,
    refreshLeaseUntil: undefined,
  }
  await store.put({
    idHash,
    app: configuration.app,
    sealed: sealState(ports, idHash, state),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: expiryOf(ports, state, now),
    version: 1,
  })
  return id
}

/** The session with a new state, if nobody changed it meanwhile. */
export async function replaceState(
  ports: LivePorts,
  { record }: LiveSession,
  state: SessionState,
): Promise<LiveSession | undefined> {
  const next = { ...record, sealed: sealState(ports, record.idHash, state), version: record.version + 1 }
  return (await ports.store.replace(next, record.version)) ? { record: next, state } : undefined
}

/** Notes that the person is there. Losing against another write does no harm: the session was seen just now. */
export async function touchSession(ports: LivePorts, session: LiveSession): Promise<LiveSession> {
  const { record, state } = session
  const now = ports.clock.now()
  if (now.getTime() - record.lastSeenAt.getTime() < TOUCH_MILLISECONDS) return session
  const next = { ...record, lastSeenAt: now, expiresAt: expiryOf(ports, state, now), version: record.version + 1 }
  return (await ports.store.replace(next, record.version)) ? { record: next, state } : session
}

function expiryOf({ configuration }: LivePorts, state: SessionState, lastSeenAt: Date): Date {
  const idle = (configuration.idleSeconds ?? DEFAULT_IDLE_SECONDS) * 1000
  // Without a refresh token nothing can follow the access token.
  const last = state.refreshToken === undefined ? state.accessExpiresAt : state.absoluteExpiresAt
  return new Date(Math.min(lastSeenAt.getTime() + idle, last, state.absoluteExpiresAt))
}
