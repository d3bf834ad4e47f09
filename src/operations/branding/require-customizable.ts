import type { Refuse } from '../../contract/refusal.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { everyClient } from '../../domain/branding/ui-customization.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

export interface Customizable {
  readonly pool: UserPool
  readonly clientId: string
  /** Where the pages are; undefined while the pool has no domain. */
  readonly domainBase: string | undefined
}

/** Whose classic look an operation names: a client's of the pool, or everybody's. */
export async function requireCustomizable(
  ports: Pick<Ports, 'addresses' | 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { UserPoolId, ClientId = everyClient }: { readonly UserPoolId: string; readonly ClientId?: string | undefined },
): Promise<Customizable> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  if (ClientId !== everyClient) await requireOwnAppClient(ports, refuse, pool.id, ClientId)
  const [domain] = await ports.storage.userPools.listDomains(pool.id)
  return { pool, clientId: ClientId, domainBase: domain && ports.addresses.domainOrigin(domain) }
}
