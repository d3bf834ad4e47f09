import { sql } from 'kysely'
import type { AttemptWrite } from '../../../ports/storage/attempts.ts'
import { guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

interface Values {
  readonly poolId: string
  readonly subject: string
  readonly action: string
  readonly limit: number
  readonly now: number
  readonly expiresAt: number
  /** Windows that began up to here are over. */
  readonly overSince: number
}

/** One statement opens a window, counts in it, or changes nothing because the window is full. */
export async function countAttempt(
  on: SqlConnection,
  { poolId, subject, action, limit, windowSeconds, now }: Extract<AttemptWrite, { readonly write: 'countAttempt' }>,
): Promise<Applied> {
  if (limit <= 0) return guarded(false, 'under-limit')
  const at = now.getTime()
  const windowMs = windowSeconds * 1000
  const values = { poolId, subject, action, limit, now: at, expiresAt: at + windowMs, overSince: at - windowMs }
  const { affected } = await countOrRefuse(on, values)
  return guarded(affected === 1, 'under-limit')
}

const countOrRefuse = statement((db, value: Placeholders<Values>) => {
  const started = sql.ref('attempts.window_started_at')
  const isOver = sql<boolean>`${started} <= ${value('overSince')}`
  const count = sql.ref('attempts.attempts')
  const expiry = sql.ref('attempts.expires_at')
  return db
    .insertInto('attempts')
    .values({
      pool_id: value('poolId'),
      subject: value('subject'),
      action: value('action'),
      attempts: 1,
      window_started_at: value('now'),
      expires_at: value('expiresAt'),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['pool_id', 'subject', 'action'])
        .doUpdateSet({
          attempts: sql`case when ${isOver} then 1 else ${count} + 1 end`,
          window_started_at: sql`case when ${isOver} then ${value('now')} else ${started} end`,
          expires_at: sql`case when ${isOver} then ${value('expiresAt')} else ${expiry} end`,
        })
        .where(sql<boolean>`${isOver} or ${count} < ${value('limit')}`),
    )
})
