import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { revokeRefreshToken } from '../flows/tokens/revoke-refresh-token.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { readForm } from './read-form.ts'
import { errorResponse, oauthError } from './responses.ts'

/** `POST /oauth2/revoke` (cognito-web contract, section 2.5; RFC 7009): refresh tokens only. */
export async function revoke(
  request: DomainRequest,
  ports: Pick<Ports, 'clock' | 'sealing' | 'storage'>,
): Promise<HttpResponse> {
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const token = form.find('token')
  if (token === undefined) return errorResponse(oauthError('invalid_request'))
  const authenticated = await authenticateClient(ports, request, form)
  // Cognito: the one endpoint where a client that is not what it says hears 401.
  if (authenticated.kind === 'error')
    return errorResponse(authenticated.error === 'invalid_client' ? { ...authenticated, status: 401 } : authenticated)
  const revocation = await revokeRefreshToken(ports, authenticated.client, { token })
  if (revocation.kind === 'revoked') return { status: 200, headers: {}, body: '' }
  const error = revocation.reason === 'revocation-off' ? 'invalid_request' : 'unsupported_token_type'
  return errorResponse(oauthError(error))
}
