import { lockoutPolicy } from '../../../domain/passwords/lockout-policy.ts'
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
    async countFailures(poolId, subject, now) {
      const since = now.getTime() - lockoutPolicy.forgetAfterSeconds * 1000
      const { rows } = await rememberedFailures(on, { poolId, subject: lookupKey(subject), since })
      return rows[0]?.failures ?? 0
    },
  }
}

const rememberedFailures = statement((db, value: Placeholders<{ poolId: string; subject: string; since: number }>) =>
  db
    .selectFrom('lockouts')
    .select('failures')
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('last_failure_at', '>', value('since')),
)

const lockInForce = statement((db, value: Placeholders<{ poolId: string; subject: string; now: number }>) =>
  db
    .selectFrom('lockouts')
    .select('locked_until')
    .where('pool_id', '=', value('poolId'))
    .where('subject', '=', value('subject'))
    .where('locked_until', '>', value('now')),
)
