import { extraOf } from '../domain/extras/extras.ts'
import type { AppClient } from '../domain/app-clients/app-client.ts'
import { pushedRequestSeconds, sealPushedRequest } from '../flows/authorization/pushed-request.ts'
import { readAuthorizationParameters } from '../flows/authorization/read-authorization-request.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { authenticateClient } from './authenticate-client.ts'
import { readForm, type OAuthForm } from './read-form.ts'
import { clientRefusal, errorResponse, jsonResponse, oauthError } from './responses.ts'

/** What the browser carries of it later must fit into a URL. */
const mostBytes = 4096

/** `POST /oauth2/par` (RFC 9126): a client sends its authorization request ahead. */
export async function pushAuthorizationRequest(
  request: DomainRequest,
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>,
): Promise<HttpResponse> {
  const { domain } = request
  const form = readForm(request)
  if (form.kind === 'error') return errorResponse(form)
  const authenticated = await authenticateClient(ports, request, form)
  if (authenticated.kind === 'error') return clientRefusal(domain.pool, authenticated)
  const { client } = authenticated
  if (!isPushing(request, client)) return errorResponse(oauthError('unauthorized_client'))
  if (form.find('request_uri') !== undefined)
    return errorResponse(oauthError('invalid_request', 'request_uri is given here, not taken'))
  const query = queryOf(form, client)
  if (query.length > mostBytes) return errorResponse(oauthError('invalid_request', 'The request is too long'))
  const read = await readAuthorizationParameters(ports, domain, { query, pushed: 'now' })
  if (read.kind === 'page-error') return errorResponse(oauthError('invalid_request', read.text))
  if (read.kind === 'redirect-error')
    return jsonResponse(400, { error: read.error, error_description: read.description })
  const requestUri = sealPushedRequest(ports, domain, { clientId: client.id, query })
  return jsonResponse(201, { request_uri: requestUri, expires_in: pushedRequestSeconds })
}

function isPushing({ domain: { pool } }: DomainRequest, client: AppClient): boolean {
  return extraOf(pool, 'pushed-requests', client) || extraOf(pool, 'require-pushed-requests', client)
}

/** Everything but the client's proof of itself. */
function queryOf({ pairs }: OAuthForm, client: AppClient): string {
  const asked = pairs.filter(([name]) => name !== 'client_secret' && name !== 'client_id')
  return new URLSearchParams([['client_id', client.id], ...asked.map(([name, value]) => [name, value])]).toString()
}
