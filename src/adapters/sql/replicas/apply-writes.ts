import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlReplicaWrite } from './prepare-writes.ts'

export async function applyReplicaWrite(on: SqlConnection, write: SqlReplicaWrite): Promise<Applied> {
  switch (write.write) {
    case 'createReplica': {
      const { pool_id: poolId, created_at: now } = write.row
      await removeGone(on, { poolId, now })
      return guarded(await insertIfFree(on, 'user_pool_replicas', write.row), 'replica-free')
    }
    case 'updateReplica': {
      const { poolId, region, isActive } = write
      const { affected } = await setActive(on, { poolId, region, isActive: isActive ? 1 : 0 })
      return guarded(affected === 1, 'replica-exists')
    }
    case 'deleteReplica': {
      const { poolId, region, goneAt } = write
      const { affected } = await setGone(on, { poolId, region, goneAt: goneAt.getTime() })
      return guarded(affected === 1, 'replica-exists')
    }
  }
}

const removeGone = statement((db, value: Placeholders<{ poolId: string; now: number }>) =>
  db.deleteFrom('user_pool_replicas').where('pool_id', '=', value('poolId')).where('gone_at', '<=', value('now')),
)

const setActive = statement((db, value: Placeholders<{ poolId: string; region: string; isActive: 0 | 1 }>) =>
  db
    .updateTable('user_pool_replicas')
    .set({ is_active: value('isActive') })
    .where('pool_id', '=', value('poolId'))
    .where('region', '=', value('region'))
    .where('gone_at', 'is', null),
)

const setGone = statement((db, value: Placeholders<{ poolId: string; region: string; goneAt: number }>) =>
  db
    .updateTable('user_pool_replicas')
    .set({ gone_at: value('goneAt') })
    .where('pool_id', '=', value('poolId'))
    .where('region', '=', value('region'))
    .where('gone_at', 'is', null),
)
