import type { ReplicaQueries } from '../../../ports/storage/replicas.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromReplicaRow } from './rows.ts'

export function replicaQueries(on: SqlConnection): ReplicaQueries {
  return {
    async find(poolId) {
      const { rows } = await replicaOfPool(on, { poolId })
      return rows.map(fromReplicaRow).at(0)
    },
  }
}

const replicaOfPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_pool_replicas').selectAll().where('pool_id', '=', value('poolId')),
)
