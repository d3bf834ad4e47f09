import type { AuthorizationRequest } from './authorization-request.ts'

/** RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6 and RFC 8707 section 2. */
export type AuthorizationErrorCode =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'invalid_scope'
  | 'invalid_target'
  | 'login_required'
  | 'server_error'

type Target = Pick<AuthorizationRequest, 'redirectUri' | 'state'>

/** The client's redirect URI with an error. Cognito: the description comes before the code. */
export function errorLocation(target: Target, error: AuthorizationErrorCode, description: string): string {
  return inQuery(target.redirectUri, { error_description: description, error, state: target.state })
}

/** The client's redirect URI with a code. */
export function codeLocation(target: Target, code: string): string {
  return inQuery(target.redirectUri, { code, state: target.state })
}

/** The client's redirect URI with the tokens of the implicit grant, in the part that no server sees. */
export function tokensLocation(target: Target, tokens: Readonly<Record<string, string | undefined>>): string {
  return `${asciiUri(target.redirectUri)}#${encoded({ ...tokens, state: target.state })}`
}

/** The URI goes back letter for letter: parsing it would normalise it. It has no fragment, or it were not registered. */
function inQuery(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const joint = uri.includes('?') ? '&' : '?'
  return `${asciiUri(uri)}${joint}${encoded(parameters)}`
}

/** A registered URI as a `Location` may carry it: browsers read the escapes as the letters they stand for. */
export function asciiUri(uri: string): string {
  return uri.replaceAll(/[^\u0021-\u007e]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
}

function encoded(parameters: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&')
}
