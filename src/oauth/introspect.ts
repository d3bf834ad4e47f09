import { isJwtExpired, type JwtClaims } from '../crypto/jose/jwt.ts'
import { isJsonObject } from '../crypto/jose/strict-json.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import { extraOf } from '../domain/extras/extras.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { checkAccessToken } from '../flows/tokens/check-access-token.ts'
import { verifyAccessJwt } from '../flows/tokens/verify-access-jwt.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { readForm } from './read-form.ts'
import { clientRefusal, errorResponse, jsonResponse, oauthError } from './responses.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'storage'>

/**
 * `POST /oauth2/introspect` (RFC 7662): whether an access token of the pool is good at this moment, whoever it was given to.
 * Of one that is not, nothing is told.
 */
export async function introspect(request: DomainRequest, ports: Needs): Promise<HttpResponse> {
  const { pool } = request.domain
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const token = form.find('token')
  if (token === undefined) return errorResponse(oauthError('invalid_request'))
  const authenticated = await authenticateClient(ports, request, form)
  if (authenticated.kind === 'error') return clientRefusal(pool, authenticated)
  if (!mayAsk(pool, authenticated.client)) return errorResponse(oauthError('unauthorized_client'))
  const claims = await findLiving(ports, pool, token)
  return jsonResponse(200, claims === undefined ? { active: false } : { active: true, ...told(claims) })
}

/** RFC 7662 section 2.1: whoever proves nothing could try tokens out. */
function mayAsk(pool: UserPool, client: AppClient): boolean {
  return client.secrets.length > 0 && extraOf(pool, 'introspection', client)
}

async function findLiving(ports: Needs, pool: UserPool, token: string): Promise<JwtClaims | undefined> {
  const genuine = await verifyAccessJwt(ports, token)
  if (genuine.kind === 'invalid' || genuine.pool.id !== pool.id) return undefined
  const { claims } = genuine
  if (claims.username !== undefined) {
    const checked = await checkAccessToken(ports, token, { requiredScope: null, keyThumbprint: 'any' })
    return checked.kind === 'valid' ? claims : undefined
  }
  if (isJwtExpired(claims, ports.clock.now()) || typeof claims.client_id !== 'string') return undefined
  const client = await ports.storage.appClients.find(claims.client_id)
  return client?.poolId === pool.id ? claims : undefined
}

/** The members that RFC 7662 section 2.2 and RFC 9449 section 6.2 name; JSON leaves out those that are undefined. */
function told({ scope, client_id: clientId, username, exp, iat, sub, aud, iss, jti, cnf }: JwtClaims): object {
  const isBound = isJsonObject(cnf)
  return {
    scope,
    client_id: clientId,
    username,
    token_type: isBound ? 'DPoP' : 'Bearer',
    exp,
    iat,
    sub,
    aud,
    iss,
    jti,
    cnf,
  }
}
