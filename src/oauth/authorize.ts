import { completeAuthorization } from '../flows/authorization/complete-authorization.ts'
import { findReusableSession } from '../flows/authorization/find-reusable-session.ts'
import { errorPageLocation, pageError } from '../flows/authorization/page-errors.ts'
import { readAuthorizationRequest, type ValidAuthorization } from '../flows/authorization/read-authorization-request.ts'
import { errorLocation } from '../flows/authorization/redirect-location.ts'
import { beginFederatedSignIn } from '../flows/federation/begin-federated-sign-in.ts'
import type { DomainRequest } from '../flows/user-pools/domain-request.ts'
import { readLoginCookie } from '../flows/sessions/login-cookie.ts'
import type { HttpResponse } from '../http/message.ts'
import type { Ports } from '../ports/ports.ts'
import { redirectResponse } from './responses.ts'

type Needs = Pick<
  Ports,
  'addresses' | 'clock' | 'functions' | 'log' | 'outboundFetch' | 'random' | 'sealing' | 'storage'
>

/**
 * `GET /oauth2/authorize`: to the client with a code where the browser is signed in, to the
 * identity provider that is asked for, or else to `/login`, where it is not.
 */
export async function authorize(request: DomainRequest, ports: Needs): Promise<HttpResponse> {
  const { domain, query } = request
  const asked = await readAuthorizationRequest(ports, domain, query)
  if (asked.kind === 'page-error') return redirectResponse(errorPageLocation(domain.baseUrl, asked, query))
  if (asked.kind === 'redirect-error') return redirectResponse(asked.location)
  try {
    return await sendOn(request, asked, ports)
  } catch (cause) {
    ports.log.error({ requestId: request.facts.requestId, error: cause }, 'an authorization request failed')
    return redirectResponse(errorLocation(asked.request, 'server_error', 'Internal server error'))
  }
}

async function sendOn(
  { domain, headers, query, facts }: DomainRequest,
  { client, request }: ValidAuthorization,
  ports: Needs,
): Promise<HttpResponse> {
  const found = await findReusableSession(ports, { pool: domain.pool, client, request }, readLoginCookie(headers))
  if (found !== undefined) {
    const source = { kind: 'login-session', found, request: facts } as const
    const completed = await completeAuthorization(ports, { domain, client, request, source, query })
    if (completed.kind === 'redirect') return redirectResponse(completed.location, completed.cookies)
    if (request.pushed !== undefined)
      return redirectResponse(errorPageLocation(domain.baseUrl, pageError('request_uri_invalid'), query))
  }
  if (request.prompts.includes('none'))
    return redirectResponse(errorLocation(request, 'login_required', 'Login required'))
  const { identityProvider: providerName = 'COGNITO' } = request
  if (providerName === 'COGNITO') return redirectResponse(`${domain.baseUrl}/login?${query}`)
  const begun = await beginFederatedSignIn(ports, { domain, providerName, request, query, headers, facts })
  if (begun.kind === 'sent-away') return redirectResponse(begun.location, [begun.setCookie])
  if (begun.kind === 'page-error') return redirectResponse(errorPageLocation(domain.baseUrl, begun, query))
  return redirectResponse(errorLocation(request, 'invalid_request', begun.description))
}
