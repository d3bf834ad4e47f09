import { createHash } from 'node:crypto'
import { newSessionId } from '../../crypto/identifiers.ts'
import type { LoginSession } from '../../domain/sessions/login-session.ts'
import { loginSessionEnd, mostLoginSessions } from '../../domain/sessions/session-limits.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { ProvenSignIn } from './authenticated.ts'
import { trackSession } from './track-session.ts'

const valueLength = 64

export interface NewLoginSession {
  /** What the browser keeps. The store has its hash only. */
  readonly cookieValue: string
  readonly session: LoginSession
  readonly writes: readonly Write[]
}

/**
 * The session of a browser that signed in just now. `replaced` is the cookie it had, whose session then ends, and
 * `continued` what that was, if it was the same person's: app clients go on knowing it by the same `sid`.
 */
export function newLoginSession(
  ports: Pick<Ports, 'clock' | 'random'>,
  signIn: Pick<ProvenSignIn, 'pool' | 'client' | 'user' | 'request' | 'amr' | 'vouchedLevel' | 'authenticatedAt'>,
  {
    provider,
    samlSession,
    replaced,
    continued,
  }: Pick<LoginSession, 'provider' | 'samlSession'> & {
    readonly replaced: string | undefined
    readonly continued?: LoginSession | undefined
  },
): NewLoginSession {
  const cookieValue = Buffer.from(ports.random.bytes(valueLength)).toString('base64url')
  const track = trackSession(ports, signIn.pool, { kind: 'sso', request: signIn.request })
  const session: LoginSession = {
    poolId: signIn.pool.id,
    idHash: hashOf(cookieValue),
    sub: signIn.user.sub,
    clientId: signIn.client.id,
    provider,
    authenticatedAt: signIn.authenticatedAt,
    // Not sliding: it counts from the last interactive sign-in (cognito-web contract, section 3.1).
    expiresAt: loginSessionEnd(signIn.pool, signIn.authenticatedAt),
    amr: signIn.amr,
    ...(signIn.vouchedLevel && { vouchedLevel: signIn.vouchedLevel }),
    ...(samlSession && { samlSession }),
    sid: continued?.sid ?? track?.sessionId ?? newSessionId('sso', (size) => ports.random.bytes(size)),
    track,
  }
  const isContinued = continued !== undefined
  const end = replaced === undefined ? [] : [endLoginSession(ports, signIn.pool, replaced, { isContinued })]
  const mostPerUser = session.track && { mostPerUser: mostLoginSessions }
  return { cookieValue, session, writes: [...end, { write: 'createLoginSession', session, ...mostPerUser }] }
}

/** A session that is good at this moment, and whose it is. */
export interface ValidLoginSession {
  readonly session: LoginSession
  readonly user: User
}

/**
 * The session that a browser's `cognito` cookie stands for. None once it has expired, nor when its user is deleted,
 * disabled or signed out everywhere since.
 */
export async function findLoginSession(
  ports: Pick<Ports, 'clock' | 'storage'>,
  pool: UserPool,
  cookieValue: string | undefined,
): Promise<ValidLoginSession | undefined> {
  if (cookieValue === undefined) return undefined
  const session = await ports.storage.sessions.findLoginSession(pool.id, hashOf(cookieValue))
  if (session === undefined || session.expiresAt <= ports.clock.now()) return undefined
  const [user, signedOutAt] = await Promise.all([
    ports.storage.users.find(pool.id, session.sub),
    ports.storage.users.findSignedOutAt(pool.id, session.sub),
  ])
  if (user === undefined || !user.enabled) return undefined
  if (signedOutAt !== undefined && session.authenticatedAt < signedOutAt) return undefined
  return { session, user }
}

/** Ends the session of this cookie, if there is one. */
export function endLoginSession(
  { clock }: Pick<Ports, 'clock'>,
  { id: poolId }: UserPool,
  cookieValue: string,
  { isContinued = false } = {},
): Write {
  return { write: 'deleteLoginSession', poolId, idHash: hashOf(cookieValue), isContinued, at: clock.now() }
}

function hashOf(cookieValue: string): string {
  return createHash('sha256').update(cookieValue).digest('base64url')
}
