import type { Reply } from '../exchange/reply.ts'
import { findLiveSession, hashSessionId } from './live-session.ts'
import { isOwnPage } from './request-forgery.ts'
import { readSessionCookie, sessionCookieRemoval } from './session-cookies.ts'
import type { SessionPorts } from './session-ports.ts'
import { sessionJson } from './session-reply.ts'
import type { SessionRequest } from './session-request.ts'

/** `GET /auth/session`: who is signed in, for the page. Asking does not keep a session alive, so pages may poll. */
export async function sessionStatus(request: SessionRequest, ports: SessionPorts): Promise<Reply> {
  if (!isOwnPage(request, ports.configuration.origin)) return sessionJson(403, { message: 'Forbidden' })
  const id = readSessionCookie(request.cookies)
  if (id === undefined) return sessionJson(200, { signedIn: false })
  const session = await findLiveSession(ports, hashSessionId(id))
  if (session === undefined) return sessionJson(200, { signedIn: false }, [sessionCookieRemoval()])
  const { record, state } = session
  return sessionJson(200, {
    signedIn: true,
    claims: state.claims,
    csrfToken: state.csrfToken,
    expiresAt: new Date(state.absoluteExpiresAt).toISOString(),
    idleExpiresAt: record.expiresAt.toISOString(),
  })
}
