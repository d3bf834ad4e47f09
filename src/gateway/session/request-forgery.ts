import { isEqualText } from '../../crypto/constant-time.ts'
import { headerValues } from '../../http/header-list.ts'
import type { SessionRequest } from './session-request.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD'])

/** The header that carries what `/auth/session` gave the page. */
export const csrfHeader = 'x-csrf-token'

/** Whether the browser says that a page of this very origin asks. Silence counts only for a safe method. */
export function isOwnPage({ guarded: { headers, method } }: SessionRequest, origin: string): boolean {
  const origins = headerValues(headers, 'origin')
  const sites = headerValues(headers, 'sec-fetch-site')
  if (origins.length > 1 || sites.length > 1) return false
  if (origins[0] !== undefined && origins[0] !== origin) return false
  // `none`: typed into the address bar, so nobody else's doing; good for reading only.
  if (sites[0] !== undefined && sites[0] !== 'same-origin' && !(sites[0] === 'none' && SAFE_METHODS.has(method))) {
    return false
  }
  return SAFE_METHODS.has(method) || origins[0] !== undefined || sites[0] !== undefined
}

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method)
}

/** The token of the session, in the header or, for plain forms, in the body. */
export function hasCsrfToken(request: SessionRequest, expected: string, fromForm?: string): boolean {
  const [sent = fromForm, ...others] = headerValues(request.guarded.headers, csrfHeader)
  return sent !== undefined && others.length === 0 && isEqualText(sent, expected)
}
