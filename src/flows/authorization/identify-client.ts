import type { Parameters } from '../../http/url-encoded.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'
import type { PoolDomain } from '../user-pools/domain-request.ts'
import { findParameter, type AuthorizationDraft } from './authorization-draft.ts'
import { isCallbackUrl } from './is-callback-url.ts'
import { isOwnPage } from './is-own-page.ts'
import { pageError, type PageError } from './page-errors.ts'

/**
 * The client that a query names and its redirect URI, or what the domain's own page must say: nothing is ever sent to
 * a URI that the client has not registered letter for letter (OAU-01, OAU-02), but for the port of a loopback address where
 * the client listens on any. The account centre and the page that asks about a device are ours.
 */
export async function identifyClient(
  ports: Pick<Ports, 'storage'>,
  domain: PoolDomain,
  query: string,
): Promise<(AuthorizationDraft & { readonly kind: 'identified' }) | PageError> {
  const parameters = parseQuery(query)
  if (!parameters.ok) return pageError('query_malformed')
  if (isRepeated(parameters, 'client_id') || isRepeated(parameters, 'redirect_uri'))
    return pageError('parameter_repeated')
  const clientId = findParameter({ parameters }, 'client_id')
  if (clientId === undefined) return pageError('client_id_missing')
  const client = await ports.storage.appClients.find(clientId)
  if (client?.poolId !== domain.pool.id) return pageError('client_unknown')
  const redirectUri = findParameter({ parameters }, 'redirect_uri')
  if (redirectUri === undefined) return pageError('redirect_uri_missing')
  const isOurs = isOwnPage(domain, client, redirectUri)
  if (!isOurs && !isCallbackUrl(domain.pool, client, redirectUri)) return pageError('redirect_mismatch')
  return { kind: 'identified', domain, client, redirectUri, isOurs, parameters }
}

function isRepeated({ duplicates }: Parameters, name: string): boolean {
  return duplicates.includes(name)
}
