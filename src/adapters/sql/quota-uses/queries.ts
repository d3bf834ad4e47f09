import type { QuotaUseQueries } from '../../../ports/storage/quota-uses.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime } from '../stored-time.ts'

export function quotaUseQueries(on: SqlConnection): QuotaUseQueries {
  return {
    async find({ planId, keyId, period }) {
      const { rows } = await usesOf(on, { planId, keyId, period })
      return rows.map(({ started_at, uses }) => ({ startedAt: fromTime(started_at), uses })).at(0)
    },
  }
}

const usesOf = statement((db, value: Placeholders<{ planId: string; keyId: string; period: string }>) =>
  db
    .selectFrom('quota_uses')
    .select(['started_at', 'uses'])
    .where('plan_id', '=', value('planId'))
    .where('key_id', '=', value('keyId'))
    .where('period', '=', value('period')),
)
