import { extraOf } from '../domain/extras/extras.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { TriggerFailure } from '../flows/triggers/run-trigger.ts'
import type { HttpResponse } from '../http/message.ts'

export type OAuthErrorCode =
  | 'access_denied'
  | 'authorization_pending'
  | 'expired_token'
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_dpop_proof'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'slow_down'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'

/** An error that an endpoint answers with, wherever it is found (RFC 6749 section 5.2). */
export interface OAuthError {
  readonly kind: 'error'
  readonly status: 400 | 401
  readonly error: OAuthErrorCode
  readonly description: string | undefined
}

/** Cognito: errors of the token endpoint are 400 throughout, a client's wrong secret included. */
export function oauthError(error: OAuthErrorCode, description?: string): OAuthError {
  return { kind: 'error', status: 400, error, description }
}

/** Cognito: what a trigger has against a request is told in words. */
export function triggerError({ message }: TriggerFailure): OAuthError {
  return oauthError('invalid_request', message)
}

export function errorResponse({ status, error, description }: OAuthError): HttpResponse {
  return jsonResponse(status, description === undefined ? { error } : { error, error_description: description })
}

export function jsonResponse(status: number, body: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: JSON.stringify(body) }
}

export function redirectResponse(location: string, cookies: readonly string[] = []): HttpResponse {
  return { status: 302, headers: cookies.length > 0 ? { location, 'set-cookie': cookies } : { location }, body: '' }
}

/** RFC 6749 section 5.2: a client that fails to prove who it is gets a challenge. Cognito: 400, and none. */
export function clientRefusal(pool: UserPool, problem: OAuthError): HttpResponse {
  if (problem.error !== 'invalid_client' || !extraOf(pool, 'standard-token-errors')) return errorResponse(problem)
  const { headers, ...response } = errorResponse({ ...problem, status: 401 })
  return { ...response, headers: { ...headers, 'www-authenticate': 'Basic realm="oauth2"' } }
}
