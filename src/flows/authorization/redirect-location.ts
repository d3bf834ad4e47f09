import type { AuthorizationRequest } from './authorization-request.ts'

/** RFC 6749 section 4.1.2.1, OpenID Connect Core sections 3.1.2.6 and 6 and RFC 8707 section 2. */
export type AuthorizationErrorCode =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'invalid_scope'
  | 'invalid_target'
  | 'access_denied'
  | 'login_required'
  | 'consent_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported'
  | 'server_error'

/** Where the answer to an authorization request goes, and what every answer says. */
export type ResponseTarget = Pick<AuthorizationRequest, 'redirectUri' | 'state' | 'responseMode' | 'issuer'>

type Answer = Readonly<Record<string, string | undefined>>

/** The client's redirect URI with an error. Cognito: the description comes before the code. */
export function errorLocation(target: ResponseTarget, error: AuthorizationErrorCode, description: string): string {
  return responseLocation(target, 'query', { error_description: description, error })
}

/** The client's redirect URI with a code. */
export function codeLocation(target: ResponseTarget, code: string): string {
  return responseLocation(target, 'query', { code })
}

/** The client's redirect URI with the tokens of the implicit grant, in the part that no server sees. */
export function tokensLocation(target: ResponseTarget, tokens: Answer): string {
  return responseLocation(target, 'fragment', tokens)
}

function responseLocation(
  { redirectUri, state, responseMode, issuer }: ResponseTarget,
  usualMode: 'query' | 'fragment',
  answer: Answer,
): string {
  const parameters = encoded({ ...answer, state, iss: issuer })
  return (responseMode ?? usualMode) === 'fragment'
    ? `${asciiUri(redirectUri)}#${parameters}`
    : inQuery(redirectUri, parameters)
}

/** The URI goes back letter for letter: parsing it would normalise it. It has no fragment, or it were not registered. */
function inQuery(uri: string, parameters: string): string {
  return `${asciiUri(uri)}${uri.includes('?') ? '&' : '?'}${parameters}`
}

/** A registered URI as a `Location` may carry it: browsers read the escapes as the letters they stand for. */
export function asciiUri(uri: string): string {
  return uri.replaceAll(/[^\u0021-\u007e]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
}

function encoded(parameters: Answer): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&')
}
