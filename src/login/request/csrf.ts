import { isEqualText } from '../../crypto/constant-time.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { parseCookies } from '../../http/cookies.ts'
import { findHeader } from '../../http/headers.ts'
import type { Ports } from '../../ports/ports.ts'

/** Cognito: the cookie whose value every form repeats in `_csrf`. */
export const csrfCookieName = 'XSRF-TOKEN'
const tokenPattern = /^[\w-]{43}$/

/** The browser's token, or a new one. */
export function csrfToken(ports: Pick<Ports, 'random'>, request: DomainRequest): string {
  const known = parseCookies(findHeader(request.headers, 'cookie')).get(csrfCookieName)
  return known !== undefined && tokenPattern.test(known)
    ? known
    : Buffer.from(ports.random.bytes(32)).toString('base64url')
}

/**
 * Whether a form was sent by a page of ours: the token of cookie and form agree, and the browser does not say that
 * another site sent it. `Origin: null` is what our own pages send, which keep their address to themselves.
 */
export function isOwnForm(request: DomainRequest, form: ReadonlyMap<string, string>): boolean {
  const site = findHeader(request.headers, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = findHeader(request.headers, 'origin')
  if (origin !== undefined && origin !== 'null' && origin !== new URL(request.domain.baseUrl).origin) return false
  const cookie = parseCookies(findHeader(request.headers, 'cookie')).get(csrfCookieName)
  const sent = form.get('_csrf')
  return cookie !== undefined && sent !== undefined && tokenPattern.test(cookie) && isEqualText(cookie, sent)
}
