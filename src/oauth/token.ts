import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { redeemCode } from './grants/authorization-code.ts'
import { grantToClient } from './grants/client-credentials.ts'
import type { Grant, GrantPorts } from './grants/grant.ts'
import { refresh } from './grants/refresh-token.ts'
import { readForm } from './read-form.ts'
import { clientRefusal, errorResponse, jsonResponse, oauthError } from './responses.ts'

/** Every way to tokens that this endpoint knows. */
const grants: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', redeemCode],
  ['refresh_token', refresh],
  ['client_credentials', grantToClient],
])

/** `POST /oauth2/token` (cognito-web contract, section 2.3). */
export async function token(request: DomainRequest, ports: GrantPorts & Pick<Ports, 'storage'>): Promise<HttpResponse> {
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const grantType = form.find('grant_type')
  if (grantType === undefined) return errorResponse(oauthError('invalid_request'))
  const grant = grants.get(grantType)
  if (grant === undefined) return errorResponse(oauthError('unsupported_grant_type'))
  const authenticated = await authenticateClient(ports, request, form)
  if (authenticated.kind === 'error') return clientRefusal(request.domain.pool, authenticated)
  const granted = await grant(ports, {
    pool: request.domain.pool,
    client: authenticated.client,
    form,
    facts: request.facts,
  })
  return granted.kind === 'error' ? errorResponse(granted) : jsonResponse(200, granted.tokens)
}
