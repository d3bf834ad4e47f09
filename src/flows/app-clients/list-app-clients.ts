import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

const pageSize = 60

/** Every app client of a pool, page by page. */
export async function* listAppClients(
  ports: Pick<Ports, 'storage'>,
  { id }: Pick<UserPool, 'id'>,
): AsyncIterable<AppClient> {
  let after: string | undefined
  do {
    const { items, next } = await ports.storage.appClients.list(id, { limit: pageSize, after })
    yield* items
    after = next
  } while (after !== undefined)
}
