import { answerDomainRequest } from '../../flows/user-pools/answer-domain-request.ts'
import type { PoolDomain } from '../../flows/user-pools/domain-request.ts'
import { formBytes } from '../../http/forms.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/message.ts'
import { splitTarget } from '../../http/query.ts'
import { federationRoutes } from '../../federation/routes.ts'
import { loginRoutes } from '../../login/routes.ts'
import { oauthRoutes } from '../../oauth/routes.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Handler } from '../../server/exchange.ts'
import type { PoolAddress } from '../../server/host-routing.ts'
import { recordHandler } from '../../server/record-handler.ts'

const routes = [...oauthRoutes, ...federationRoutes, ...loginRoutes]

export interface PoolDomainOptions {
  readonly accountId: string
  readonly publicUrl: () => string
  readonly isDevelopment: boolean
}

/** OAuth endpoints and sign-in pages of every pool, by the name or path that the request came to. */
export function poolDomainHandler(ports: Ports, options: PoolDomainOptions): Handler<'poolDomain'> {
  return recordHandler<'poolDomain'>({
    // A form of ours is a few kilobytes (GW-06).
    maxBodyBytes: (url) => formBytes[splitTarget(url).path.startsWith('/saml2/') ? 'withDocument' : 'ordinary'],
    handle: async (request, { pool }, { requestId }) => answerPoolDomain(ports, options, { request, pool, requestId }),
  })
}

/** The same for a request from wherever it came. */
export async function answerPoolDomain(
  ports: Ports,
  { accountId, isDevelopment, publicUrl }: PoolDomainOptions,
  {
    pool,
    request,
    requestId,
  }: { readonly pool: PoolAddress; readonly request: HttpRequest; readonly requestId: string },
): Promise<HttpResponse> {
  const domain = await findPoolDomain(ports, pool, publicUrl())
  if (domain === undefined)
    return { status: 404, headers: { 'content-type': 'text/plain;charset=UTF-8' }, body: 'Not Found' }
  const { path, query } = splitTarget(request.url)
  const { method, headers, body, sourceIp } = request
  const userAgent = findHeader(headers, 'user-agent')
  const facts = { requestId, region: domain.pool.region, accountId, sourceIp, userAgent }
  return answerDomainRequest(routes, { domain, method, path, query, headers, body, facts, isDevelopment }, ports)
}

async function findPoolDomain(ports: Ports, address: PoolAddress, publicUrl: string): Promise<PoolDomain | undefined> {
  const { userPools } = ports.storage
  if (address.by === 'poolId') {
    const pool = await userPools.find(address.poolId)
    const [domain] = pool ? await userPools.listDomains(pool.id) : []
    return pool && { pool, baseUrl: `${publicUrl}/${pool.id}`, managedLoginVersion: domain?.managedLoginVersion ?? 2 }
  }
  const name = address.by === 'prefix' ? address.prefix : address.host
  const domain = await userPools.findDomain(name)
  const isCustom = domain?.customDomainConfig !== undefined
  if (domain === undefined || isCustom !== (address.by === 'customDomain')) return undefined
  const pool = await userPools.find(domain.poolId)
  if (pool === undefined || (address.by === 'prefix' && address.region !== pool.region)) return undefined
  return { pool, baseUrl: ports.addresses.domainOrigin(domain), managedLoginVersion: domain.managedLoginVersion }
}
