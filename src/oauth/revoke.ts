import type { AppClient } from '../domain/app-clients/app-client.ts'
import { extraOf } from '../domain/extras/extras.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { revokeAccessToken } from '../flows/tokens/revoke-access-token.ts'
import { revokeRefreshToken, type Revocation } from '../flows/tokens/revoke-refresh-token.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { readForm } from './read-form.ts'
import { errorResponse, oauthError } from './responses.ts'

type Needs = Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>

/** `POST /oauth2/revoke` (cognito-web contract, section 2.5; RFC 7009). Cognito: refresh tokens only. */
export async function revoke(request: DomainRequest, ports: Needs): Promise<HttpResponse> {
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const token = form.find('token')
  if (token === undefined) return errorResponse(oauthError('invalid_request'))
  const authenticated = await authenticateClient(ports, request, form)
  // Cognito: the one endpoint where a client that is not what it says hears 401.
  if (authenticated.kind === 'error')
    return errorResponse(authenticated.error === 'invalid_client' ? { ...authenticated, status: 401 } : authenticated)
  const { client } = authenticated
  const revocation = await revokeToken(ports, { pool: request.domain.pool, client, token })
  if (revocation.kind === 'revoked') return { status: 200, headers: {}, body: '' }
  const error = revocation.reason === 'revocation-off' ? 'invalid_request' : 'unsupported_token_type'
  return errorResponse(oauthError(error))
}

/** `token_type_hint` counts for nothing: a token tells its type itself. */
async function revokeToken(ports: Needs, { pool, client, token }: TokenToRevoke): Promise<Revocation> {
  const revocation = await revokeRefreshToken(ports, client, { token })
  const isOtherType = revocation.kind === 'refused' && revocation.reason === 'token-type-unsupported'
  return isOtherType && extraOf(pool, 'revoke-access-tokens', client)
    ? revokeAccessToken(ports, client, token)
    : revocation
}

interface TokenToRevoke {
  readonly pool: UserPool
  readonly client: AppClient
  readonly token: string
}
