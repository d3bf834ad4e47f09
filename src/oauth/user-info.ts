import { isAskedFor } from '../domain/scope-attributes.ts'
import { isReadable } from '../domain/readable-attributes.ts'
import { checkAccessToken, type ValidAccessToken } from '../flows/tokens/check-access-token.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { findHeader } from '../http/headers.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { errorResponse, jsonResponse, type OAuthError } from './responses.ts'

const bearer = /^bearer +([\w.~+/-]+=*)$/i

const badRequest: OAuthError = {
  kind: 'error',
  status: 400,
  error: 'invalid_request',
  description: 'Bad OAuth2 request at UserInfo Endpoint',
}

const badToken: OAuthError = {
  kind: 'error',
  status: 401,
  error: 'invalid_token',
  description: 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
}

const badScope: OAuthError = { ...badToken, description: 'Access token does not contain openid scope' }

/** `GET /oauth2/userInfo` (cognito-web contract, section 2.4). Tokens of the API have no `openid` and are refused. */
export async function userInfo(
  { domain, headers }: DomainRequest,
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
): Promise<HttpResponse> {
  const token = bearer.exec(findHeader(headers, 'authorization') ?? '')?.[1]
  if (token === undefined) return challenge(badRequest)
  const checked = await checkAccessToken(ports, token, { requiredScope: 'openid' })
  if (checked.kind === 'invalid') return challenge(checked.reason === 'scope-missing' ? badScope : badToken)
  if (checked.pool.id !== domain.pool.id) return challenge(badToken)
  return jsonResponse(200, claimsOf(checked))
}

/** Cognito: the challenge names no scheme, and the body repeats it. */
function challenge(problem: OAuthError): HttpResponse {
  const response = errorResponse(problem)
  const text = `error="${problem.error}", error_description="${problem.description}"`
  return { ...response, headers: { ...response.headers, 'www-authenticate': text } }
}

/** Cognito: every value is a string, `email_verified` and `identities` included. */
function claimsOf({ user, client, scopes }: ValidAccessToken): Readonly<Record<string, string>> {
  const shown = Object.entries(user.attributes).filter(
    ([name]) => name !== 'sub' && isReadable(client, name) && isAskedFor(name, scopes),
  )
  return { sub: user.sub, ...Object.fromEntries(shown), username: user.username }
}
