import { extraOf } from '../domain/extras/extras.ts'
import { isAskedFor } from '../domain/authorization/scope-attributes.ts'
import { isReadable } from '../domain/users/readable-attributes.ts'
import { claimValue } from '../domain/tokens/token-claims-attributes.ts'
import { checkAccessToken, type ValidAccessToken } from '../flows/tokens/check-access-token.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { checkProof } from './check-proof.ts'
import { readBearerToken, readBoundToken } from './read-bearer-token.ts'
import { jsonResponse } from './responses.ts'
import { userInfoProblem } from './user-info-problem.ts'

/** `GET /oauth2/userInfo` (cognito-web contract, section 2.4). Tokens of the API have no `openid` and are refused. */
export async function userInfo(
  request: DomainRequest,
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
): Promise<HttpResponse> {
  const { pool } = request.domain
  const boundToken = readBoundToken(request)
  const token = boundToken ?? readBearerToken(request)
  if (token === undefined) return userInfoProblem(pool, 'token-missing')
  const proof = boundToken && (await checkProof(ports, request, boundToken))
  if (boundToken !== undefined && !proof) return userInfoProblem(pool, 'token-invalid')
  const keyThumbprint = proof ? proof.thumbprint : undefined
  const checked = await checkAccessToken(ports, token, { requiredScope: 'openid', keyThumbprint })
  if (checked.kind === 'invalid') {
    return userInfoProblem(pool, checked.reason === 'scope-missing' ? 'scope-missing' : 'token-invalid')
  }
  const isGood = checked.pool.id === pool.id && (!proof || (await proof.spend()))
  return isGood ? jsonResponse(200, claimsOf(checked)) : userInfoProblem(pool, 'token-invalid')
}

/** Cognito: every value is a string, `email_verified` and `identities` included. */
function claimsOf({ pool, user, client, scopes }: ValidAccessToken): Readonly<Record<string, unknown>> {
  const isTyped = extraOf(pool, 'typed-user-info', client)
  const shown = Object.entries(user.attributes)
    .filter(([name]) => name !== 'sub' && isReadable(client, name) && isShown(name, scopes))
    .map(([name, value]) => [name, isTyped ? claimValue(name, value) : value])
  return { sub: user.sub, ...Object.fromEntries(shown), username: user.username }
}

/** Who somebody is elsewhere is told with every scope. */
function isShown(name: string, scopes: readonly string[]): boolean {
  return name === 'identities' || isAskedFor(name, scopes)
}
