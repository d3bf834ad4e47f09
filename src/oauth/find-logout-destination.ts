import { extraOf, isExtraAnywhere } from '../domain/extras/extras.ts'
import { identifyClient } from '../flows/authorization/identify-client.ts'
import { pageError, type PageError } from '../flows/authorization/page-errors.ts'
import { asciiUri } from '../flows/authorization/redirect-location.ts'
import type { Parameters } from '../http/url-encoded.ts'
import type { Ports } from '../ports/ports.ts'
import { findPostLogoutDestination } from './find-post-logout-destination.ts'
import type { LogoutDestination, LogoutRequest } from './logout-request.ts'

/** Where somebody goes who signs out. Cognito: with both, `logout_uri` wins, and nothing else of the query counts then. */
export async function findLogoutDestination(
  ports: Pick<Ports, 'addresses' | 'clock' | 'storage'>,
  request: LogoutRequest,
): Promise<LogoutDestination | PageError> {
  const { values } = request.parameters
  if (values.get('logout_uri')) return findSignOutUrl(ports, request)
  if (values.get('redirect_uri')) return findSignInPage(ports, request)
  return (await isStandard(ports, request)) ? findPostLogoutDestination(ports, request) : findSignInPage(ports, request)
}

/** Of the client that the request names. A token alone may be any client's. */
async function isStandard(
  { storage }: Pick<Ports, 'storage'>,
  { domain: { pool }, parameters: { values } }: LogoutRequest,
): Promise<boolean> {
  const clientId = values.get('client_id')
  const client = clientId ? await storage.appClients.find(clientId) : undefined
  if (client === undefined && values.get('id_token_hint')) return isExtraAnywhere(pool, 'rp-initiated-logout')
  return extraOf(pool, 'rp-initiated-logout', client)
}

async function findSignOutUrl(
  ports: Pick<Ports, 'storage'>,
  { domain, parameters }: LogoutRequest,
): Promise<LogoutDestination | PageError> {
  if (isAmbiguous(parameters, 'client_id') || isAmbiguous(parameters, 'logout_uri'))
    return pageError('parameter_repeated')
  const { values } = parameters
  const clientId = values.get('client_id')
  if (!clientId) return pageError('client_id_missing')
  const client = await ports.storage.appClients.find(clientId)
  if (client?.poolId !== domain.pool.id) return pageError('client_unknown')
  const logoutUri = values.get('logout_uri') ?? ''
  if (!client.configuration.LogoutURLs?.includes(logoutUri)) return pageError('logout_uri_mismatch')
  return { kind: 'destination', location: asciiUri(logoutUri) }
}

/** oidc-client-ts sends its client_id beside the one that its settings for Cognito name: the same twice is one. */
function isAmbiguous({ pairs }: Parameters, name: string): boolean {
  return new Set(pairs.filter(([each]) => each === name).map(([, value]) => value)).size > 1
}

/** To sign in as somebody else. Cognito: an identity provider cannot be asked for this way. */
async function findSignInPage(
  ports: Pick<Ports, 'storage'>,
  { domain, query }: LogoutRequest,
): Promise<LogoutDestination | PageError> {
  const draft = await identifyClient(ports, domain, query)
  if (draft.kind === 'page-error') return draft
  const kept = draft.parameters.pairs.filter(([name]) => name !== 'identity_provider' && name !== 'idp_identifier')
  const search = kept.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
  return { kind: 'destination', location: `${domain.baseUrl}/login?${search}` }
}
