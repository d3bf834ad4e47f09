import type { DeletionPlanWrite } from '../../../ports/storage/deletion-plans.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { replace } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'

export async function applyDeletionPlanWrite(on: SqlConnection, write: DeletionPlanWrite): Promise<Applied> {
  switch (write.write) {
    case 'planDeletion': {
      const { poolId, sub, dueAt } = write.plan
      await replace(on, 'deletion_plans', { pool_id: poolId, sub, due_at: toTime(dueAt) }, ['pool_id', 'sub'])
      return done
    }
    case 'dropDeletionPlan':
      await deletePlan(on, { poolId: write.poolId, sub: write.sub })
      return done
    case 'takeDueDeletion': {
      const { poolId, sub, now } = write
      const { affected } = await deleteDuePlan(on, { poolId, sub, now: toTime(now) })
      return guarded(affected === 1, 'deletion-due')
    }
  }
}

const deletePlan = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.deleteFrom('deletion_plans').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const deleteDuePlan = statement((db, value: Placeholders<{ poolId: string; sub: string; now: number }>) =>
  db
    .deleteFrom('deletion_plans')
    .where('pool_id', '=', value('poolId'))
    .where('sub', '=', value('sub'))
    .where('due_at', '<=', value('now')),
)
