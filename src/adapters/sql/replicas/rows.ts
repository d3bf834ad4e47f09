import type { UserPoolReplica } from '../../../domain/user-pools/user-pool-replica.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'
import type { ReplicaRow } from './tables.ts'

export function toReplicaRow(replica: UserPoolReplica): ReplicaRow {
  return {
    pool_id: replica.poolId,
    region: replica.region,
    is_active: replica.isActive ? 1 : 0,
    tags: JSON.stringify(replica.tags),
    created_at: toTime(replica.createdAt),
    gone_at: toTimeOrNull(replica.goneAt),
  }
}

export function fromReplicaRow(row: ReplicaRow): UserPoolReplica {
  return {
    poolId: row.pool_id,
    region: row.region,
    isActive: row.is_active === 1,
    tags: JSON.parse(row.tags),
    createdAt: fromTime(row.created_at),
    goneAt: fromTimeOrNull(row.gone_at),
  }
}
