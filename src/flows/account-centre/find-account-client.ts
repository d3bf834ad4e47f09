import { isAccountClient } from '../../domain/users/account-centre.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { listAppClients } from '../app-clients/list-app-clients.ts'

/** The client through which people enter the pool's account centre; undefined where the pool has none. */
export async function findAccountClient(ports: Pick<Ports, 'storage'>, pool: UserPool): Promise<AppClient | undefined> {
  const named = extraOf(pool, 'account-centre')
  if (named === 'off') return undefined
  const client = await ports.storage.appClients.find(named)
  if (client?.poolId === pool.id) return client
  for await (const each of listAppClients(ports, pool)) if (isAccountClient(pool, each)) return each
  return undefined
}
