import { createHash } from 'node:crypto'
import type { LoginSession } from '../../domain/sessions/login-session.ts'
import { loginSessionEnd, mostLoginSessions } from '../../domain/sessions/session-limits.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { User } from '../../domain/users/user.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Write } from '../../ports/storage/storage.ts'
import type { ProvenSignIn } from '../tokens/authenticated.ts'
import { trackSession } from './track-session.ts'

const valueLength = 64

export interface NewLoginSession {
  /** What the browser keeps. The store has its hash only. */
  readonly cookieValue: string
  readonly session: LoginSession
  readonly writes: readonly Write[]
}

/** The session of a browser that signed in just now. `replaced` is the cookie it had, whose session then ends. */
export function newLoginSession(
  ports: Pick<Ports, 'clock' | 'random'>,
  signIn: Pick<ProvenSignIn, 'pool' | 'client' | 'user' | 'request' | 'amr' | 'vouchedLevel' | 'authenticatedAt'>,
  {
    provider,
    samlSession,
    replaced,
  }: Pick<LoginSession, 'provider' | 'samlSession'> & { readonly replaced: string | undefined },
): NewLoginSession {
  const cookieValue = Buffer.from(ports.random.bytes(valueLength)).toString('base64url')
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
    track: trackSession(ports, signIn.pool, { kind: 'sso', request: signIn.request }),
  }
  const end = replaced === undefined ? [] : [endLoginSession(signIn.pool, replaced)]
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
export function endLoginSession(pool: UserPool, cookieValue: string): Write {
  return { write: 'deleteLoginSession', poolId: pool.id, idHash: hashOf(cookieValue) }
}

function hashOf(cookieValue: string): string {
  return createHash('sha256').update(cookieValue).digest('base64url')
}
