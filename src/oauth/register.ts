import type { AppClient } from '../domain/app-clients/app-client.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { findHeader, mediaTypeOf } from '../http/headers.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { readBearerHeader } from './read-bearer-token.ts'
import { checkRegistrationToken } from './registration/check-registration-token.ts'
import { readClientMetadata, type ClientMetadata } from './registration/client-metadata.ts'
import { registerClient } from './registration/register-client.ts'
import { jsonResponse } from './responses.ts'

/** `POST /oauth2/register` (cognito-web contract, section 2.9; RFC 7591). */
export async function register(
  request: DomainRequest,
  ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'storage'>,
): Promise<HttpResponse> {
  const { pool } = request.domain
  const isAuthenticated = findHeader(request.headers, 'authorization') !== undefined
  const denial = isAuthenticated ? await denyToken(request, ports) : denyOpen(request)
  if (denial !== undefined) return denial
  const isJson = mediaTypeOf(findHeader(request.headers, 'content-type') ?? '') === 'application/json'
  const metadata = readClientMetadata(isJson ? request.body : new Uint8Array())
  if (metadata.kind === 'problem') return problem(400, metadata.error, metadata.description)
  const { sourceIp } = request.facts
  const outcome = await registerClient(ports, { pool, metadata, isAuthenticated, sourceIp })
  if (outcome.kind === 'problem') return problem(400, outcome.error, outcome.description)
  if (outcome.kind === 'too-many') return problem(429, 'too_many_requests', 'Too many clients have been registered.')
  return jsonResponse(201, rendered(outcome.client, metadata))
}

function denyOpen({ domain }: DomainRequest): HttpResponse | undefined {
  const isOpen = domain.pool.configuration.DcrConfiguration?.OpenDcrEnabled === true
  return isOpen ? undefined : challenge(401, undefined)
}

async function denyToken(
  request: DomainRequest,
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
): Promise<HttpResponse | undefined> {
  const token = readBearerHeader(request)
  const checked = token === undefined ? 'invalid' : await checkRegistrationToken(ports, request.domain.pool, token)
  if (checked === 'good') return undefined
  return checked === 'invalid' ? challenge(401, 'invalid_token') : challenge(403, 'insufficient_scope')
}

/** RFC 6750 section 3: whoever sent no token is told no error. */
function challenge(status: 401 | 403, error: string | undefined): HttpResponse {
  const response = error === undefined ? jsonResponse(status, {}) : jsonResponse(status, { error })
  const text = error === undefined ? 'Bearer' : `Bearer error="${error}"`
  return { ...response, headers: { ...response.headers, 'www-authenticate': text } }
}

function problem(status: number, error: string, description: string): HttpResponse {
  return jsonResponse(status, { error, error_description: description })
}

/** RFC 7591 section 3.2.1: everything that is registered, whether it was asked for or not. */
function rendered(client: AppClient, { authenticationMethod }: ClientMetadata): object {
  const {
    AllowedOAuthFlows: flows = [],
    AllowedOAuthScopes: scopes = [],
    CallbackURLs,
    LogoutURLs,
  } = client.configuration
  const secret = client.secrets[0]?.value
  return {
    client_id: client.id,
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    client_id_issued_at: Math.floor(client.createdAt.getTime() / 1000),
    client_name: client.name,
    grant_types: flows.flatMap((flow) => grantTypesOf[flow]),
    redirect_uris: CallbackURLs ?? [],
    ...(LogoutURLs && { post_logout_redirect_uris: LogoutURLs }),
    response_types: flows.flatMap((flow) => responseTypesOf[flow]),
    scope: scopes.join(' '),
    token_endpoint_auth_method: authenticationMethod,
  }
}

const grantTypesOf = {
  code: ['authorization_code', 'refresh_token'],
  implicit: ['implicit'],
  client_credentials: ['client_credentials'],
} as const

const responseTypesOf = { code: ['code'], implicit: ['token'], client_credentials: [] } as const
