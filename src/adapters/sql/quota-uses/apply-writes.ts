import { sql } from 'kysely'
import type { QuotaUseWrite } from '../../../ports/storage/quota-uses.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { toTime } from '../stored-time.ts'

interface Values {
  readonly planId: string
  readonly keyId: string
  readonly period: string
  readonly startedAt: number
  readonly uses: number
}

export async function applyQuotaUseWrite(on: SqlConnection, write: QuotaUseWrite): Promise<Applied> {
  const { planId, keyId, period, startedAt, endsAt } = write.of
  const { uses } = write
  const values = { planId, keyId, period, startedAt: toTime(startedAt), uses }
  if (write.write === 'returnQuotaUses') {
    await giveBack(on, values)
    return done
  }
  const { limit, usedBefore } = write
  if (uses > limit) return guarded(false, 'quota-left')
  await insertIfFree(on, 'quota_uses', {
    plan_id: planId,
    key_id: keyId,
    period,
    started_at: values.startedAt,
    ends_at: toTime(endsAt),
    uses: Math.min(usedBefore, limit),
  })
  const { affected } = await take(on, { ...values, endsAt: toTime(endsAt), limit })
  return guarded(affected === 1, 'quota-left')
}

const take = statement((db, value: Placeholders<Values & { endsAt: number; limit: number }>) => {
  const isOver = sql<boolean>`${sql.ref('started_at')} < ${value('startedAt')}`
  const all = sql<number>`${sql.ref('uses')} + ${value('uses')}`
  return db
    .updateTable('quota_uses')
    .set({
      uses: sql`case when ${isOver} then ${value('uses')} else ${all} end`,
      started_at: sql`case when ${isOver} then ${value('startedAt')} else ${sql.ref('started_at')} end`,
      ends_at: sql`case when ${isOver} then ${value('endsAt')} else ${sql.ref('ends_at')} end`,
    })
    .where('plan_id', '=', value('planId'))
    .where('key_id', '=', value('keyId'))
    .where('period', '=', value('period'))
    .where(sql<boolean>`(${isOver} or ${all} <= ${value('limit')})`)
})

const giveBack = statement((db, value: Placeholders<Values>) =>
  db
    .updateTable('quota_uses')
    .set({
      uses: sql`case when ${sql.ref('uses')} < ${value('uses')} then 0 else ${sql.ref('uses')} - ${value('uses')} end`,
    })
    .where('plan_id', '=', value('planId'))
    .where('key_id', '=', value('keyId'))
    .where('period', '=', value('period'))
    .where('started_at', '=', value('startedAt')),
)
