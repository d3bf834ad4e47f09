import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

/** Whether the pool has this client, which then stays until the commit. */
export async function holdClient(
  on: SqlConnection,
  { pool_id: poolId, client_id: clientId }: { readonly pool_id: string; readonly client_id: string },
): Promise<boolean> {
  const { rows } = await clientOfPool(on, { poolId, clientId })
  return rows.length > 0
}

const clientOfPool = statement(
  (db, value: Placeholders<{ poolId: string; clientId: string }>, { hasConcurrentWriters }) =>
    db
      .selectFrom('app_clients')
      .select('client_id')
      .where('client_id', '=', value('clientId'))
      .where('pool_id', '=', value('poolId'))
      .$if(hasConcurrentWriters, (query) => query.forKeyShare()),
)
