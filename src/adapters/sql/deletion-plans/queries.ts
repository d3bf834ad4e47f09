import type { DeletionPlan, DeletionPlanQueries } from '../../../ports/storage/deletion-plans.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime, toTime } from '../stored-time.ts'
import type { DeletionPlanRow } from './tables.ts'

export function deletionPlanQueries(on: SqlConnection): DeletionPlanQueries {
  return {
    async find(poolId, sub) {
      const { rows } = await planOf(on, { poolId, sub })
      return rows.map(fromRow).at(0)
    },

    async listDue(now, limit) {
      const { rows } = await duePlans(on, { now: toTime(now), limit })
      return rows.map(fromRow)
    },
  }
}

function fromRow({ pool_id, sub, due_at }: DeletionPlanRow): DeletionPlan {
  return { poolId: pool_id, sub, dueAt: fromTime(due_at) }
}

const planOf = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.selectFrom('deletion_plans').selectAll().where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const duePlans = statement((db, value: Placeholders<{ now: number; limit: number }>) =>
  db
    .selectFrom('deletion_plans')
    .selectAll()
    .where('due_at', '<=', value('now'))
    .orderBy('due_at')
    .limit(value('limit')),
)
