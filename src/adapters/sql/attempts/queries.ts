import type { AttemptQueries } from '../../../ports/storage/attempts.ts'
import type { SqlConnection } from '../engine.ts'
import { lookupKey } from '../lookup-key.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime } from '../stored-time.ts'

export function attemptQueries(on: SqlConnection): AttemptQueries {
  return {
    async findLock(poolId, subject, now) {
      const { rows } = await lockInForce(on, { poolId, subject: lookupKey(subject), now: now.getTime() })
      return rows.map(({ locked_until: lockedUntil }) => fromTime(lockedUntil)).at(0)
    },
  }
}

const lockInForce = statement((db, value: Placeholders<{ poolId: string; subject: string; now: number }>) =>
  db
    .selectFrom('lockouts')
    .select('locked_until')
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('locked_until', '>', value('now')),
)
