import { mediaTypeOf } from '../../http/headers.ts'
import { parseForm } from '../../http/forms.ts'
import { findHeader } from '../../http/header-list.ts'
import type { Reply } from '../exchange/reply.ts'
import { defaultArrivalLimits, readBody } from '../request/request-body.ts'
import { endSession } from './end-session.ts'
import { findLiveSession, hashSessionId } from './live-session.ts'
import { hasCsrfToken, isOwnPage } from './request-forgery.ts'
import type { SessionConfiguration } from './session-configuration.ts'
import { readSessionCookie, sessionCookieRemoval } from './session-cookies.ts'
import type { SessionPorts } from './session-ports.ts'
import { sessionJson, sessionRedirect } from './session-reply.ts'
import type { SessionRequest } from './session-request.ts'

const LARGEST_FORM_BYTES = 4096

/**
 * `POST /auth/logout`: from a script with the CSRF header, answered with where to go next; or from a plain form with
 * the field `csrfToken`, answered with a redirect there.
 */
export async function logout(request: SessionRequest, ports: SessionPorts): Promise<Reply> {
  const { configuration } = ports
  if (!isOwnPage(request, configuration.origin)) return sessionJson(403, { message: 'Forbidden' })
  const contentType = findHeader(request.guarded.headers, 'content-type') ?? ''
  const isForm = mediaTypeOf(contentType) === 'application/x-www-form-urlencoded'
  const formToken = isForm ? await csrfTokenOfForm(request) : undefined
  const id = readSessionCookie(request.cookies)
  const session = id === undefined ? undefined : await findLiveSession(ports, hashSessionId(id))
  if (id !== undefined && session !== undefined) {
    if (!hasCsrfToken(request, session.state.csrfToken, formToken)) return sessionJson(403, { message: 'Forbidden' })
    await endSession(ports, id)
  }
  const logoutUrl = issuerLogoutUrl(configuration)
  return isForm
    ? sessionRedirect(logoutUrl, [sessionCookieRemoval()])
    : sessionJson(200, { logoutUrl }, [sessionCookieRemoval()])
}

/** The issuer has a session of its own, which would sign the next person in without a question. */
function issuerLogoutUrl({ clientId, endpoints, origin }: SessionConfiguration): string {
  if (endpoints.logout === undefined) return `${origin}/`
  const url = new URL(endpoints.logout)
  url.searchParams.set('client_id', clientId)
  url.searchParams.set('logout_uri', `${origin}/`)
  return url.href
}

async function csrfTokenOfForm({ guarded, message }: SessionRequest): Promise<string | undefined> {
  const { declaredLength } = guarded
  if (declaredLength === undefined || declaredLength > LARGEST_FORM_BYTES) return undefined
  const body = await readBody(message, declaredLength, defaultArrivalLimits)
  const form = body.kind === 'body' ? parseForm(body.bytes) : undefined
  return form?.ok === true && form.duplicates.length === 0 ? form.values.get('csrfToken') : undefined
}
