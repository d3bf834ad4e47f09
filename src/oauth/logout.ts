import { identifyClient } from '../flows/authorization/identify-client.ts'
import { errorPageLocation, pageError, type PageError } from '../flows/authorization/page-errors.ts'
import { asciiUri } from '../flows/authorization/redirect-location.ts'
import type { DomainRequest, PoolDomain } from '../flows/user-pools/domain-request.ts'
import { loginCookieRemoval, readLoginCookie } from '../flows/sessions/login-cookie.ts'
import { endLoginSession } from '../flows/sessions/login-session.ts'
import type { HttpResponse } from '../http/message.ts'
import { parseQuery } from '../http/query.ts'
import type { Ports } from '../ports/ports.ts'
import { redirectResponse } from './responses.ts'

interface Destination {
  readonly kind: 'destination'
  readonly location: string
}

/**
 * `GET /logout` (cognito-web contract, section 2.6): ends the browser's session, never its tokens, then goes to a
 * sign-out URL of the client or back to the sign-in page.
 */
export async function logout(request: DomainRequest, ports: Pick<Ports, 'storage'>): Promise<HttpResponse> {
  const { domain, query, headers } = request
  const destination = await findDestination(ports, domain, query)
  if (destination.kind === 'page-error') return redirectResponse(errorPageLocation(domain.baseUrl, destination, query))
  const cookie = readLoginCookie(headers)
  if (cookie !== undefined) await ports.storage.commit([endLoginSession(domain.pool, cookie)])
  return redirectResponse(destination.location, loginCookieRemoval(domain))
}

/** Cognito: with both, `logout_uri` wins, and nothing else of the query counts then. */
async function findDestination(
  ports: Pick<Ports, 'storage'>,
  domain: PoolDomain,
  query: string,
): Promise<Destination | PageError> {
  const parameters = parseQuery(query)
  if (!parameters.ok) return pageError('query_malformed')
  const logoutUri = parameters.values.get('logout_uri')
  if (!logoutUri) return findSignInPage(ports, domain, query)
  if (parameters.duplicates.some((name) => name === 'client_id' || name === 'logout_uri'))
    return pageError('parameter_repeated')
  const clientId = parameters.values.get('client_id')
  if (!clientId) return pageError('client_id_missing')
  const client = await ports.storage.appClients.find(clientId)
  if (client?.poolId !== domain.pool.id) return pageError('client_unknown')
  if (!client.configuration.LogoutURLs?.includes(logoutUri)) return pageError('logout_uri_mismatch')
  return { kind: 'destination', location: asciiUri(logoutUri) }
}

/** To sign in as somebody else. Cognito: an identity provider cannot be asked for this way. */
async function findSignInPage(
  ports: Pick<Ports, 'storage'>,
  domain: PoolDomain,
  query: string,
): Promise<Destination | PageError> {
  const draft = await identifyClient(ports, domain, query)
  if (draft.kind === 'page-error') return draft
  const kept = draft.parameters.pairs.filter(([name]) => name !== 'identity_provider' && name !== 'idp_identifier')
  const search = kept.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
  return { kind: 'destination', location: `${domain.baseUrl}/login?${search}` }
}
