import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { DomainRequest } from '../../flows/user-pools/domain-request.ts'
import { parseQuery } from '../../http/query.ts'
import type { Ports } from '../../ports/ports.ts'

/** The pool's client that the query names, whatever else is asked. */
export async function findNamedClient(
  { query, domain }: Pick<DomainRequest, 'query' | 'domain'>,
  { storage }: Pick<Ports, 'storage'>,
): Promise<AppClient | undefined> {
  const parsed = parseQuery(query)
  const named = await storage.appClients.find((parsed.ok && parsed.values.get('client_id')) || '')
  return named?.poolId === domain.pool.id ? named : undefined
}
