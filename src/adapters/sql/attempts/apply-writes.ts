import type { AttemptWrite } from '../../../ports/storage/attempts.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import type { LockoutRow } from './tables.ts'
import { statement, type Placeholders } from '../statement.ts'
import { countAttempt } from './count-attempt.ts'
import { nextLock } from './next-lock.ts'
import type { SqlAttemptWrite } from './prepare-writes.ts'

export async function applyAttemptWrite(on: SqlConnection, write: SqlAttemptWrite): Promise<Applied> {
  switch (write.write) {
    case 'recordFailure':
      return recordFailure(on, write)
    case 'clearFailures':
      return clearFailures(on, write.poolId, write.subject, write.now.getTime())
    case 'unlock':
      await deleteLockout(on, { poolId: write.poolId, subject: write.subject })
      return done
    case 'countAttempt':
      return countAttempt(on, write)
  }
}

/** The row is made first, so that there is one to hold while the next lock is worked out. */
async function recordFailure(
  on: SqlConnection,
  { poolId, subject, policy, now }: Extract<AttemptWrite, { readonly write: 'recordFailure' }>,
): Promise<Applied> {
  const key = { pool_id: poolId, subject }
  const fresh = { failures: 0, consecutive_failures: 0, last_failure_at: now.getTime(), locked_until: 0 }
  await insertIfFree(on, 'lockouts', { ...key, ...fresh })
  const { rows } = await holdLockout(on, { poolId, subject })
  const state = rows[0] ?? fresh
  if (state.locked_until > now.getTime()) return { failed: 'not-locked' }
  await replaceLockout(on, { ...key, ...nextLock(state, policy, now.getTime()) })
  return done
}

async function clearFailures(on: SqlConnection, poolId: string, subject: string, now: number): Promise<Applied> {
  const { rows } = await holdLockout(on, { poolId, subject })
  const [state] = rows
  if (state === undefined) return done
  if (state.locked_until > now) return { failed: 'not-locked' }
  await deleteLockout(on, { poolId, subject })
  return guarded(true, 'not-locked')
}

const holdLockout = statement(
  (db, value: Placeholders<{ poolId: string; subject: string }>, { hasConcurrentWriters }) =>
    db
      .selectFrom('lockouts')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where('subject', '=', value('subject'))
      .$if(hasConcurrentWriters, (query) => query.forUpdate()),
)

const replaceLockout = statement((db, value: Placeholders<LockoutRow>) =>
  db
    .updateTable('lockouts')
    .set({
      failures: value('failures'),
      consecutive_failures: value('consecutive_failures'),
      last_failure_at: value('last_failure_at'),
      locked_until: value('locked_until'),
    })
    .where('pool_id', '=', value('pool_id'))
    .where('subject', '=', value('subject')),
)

const deleteLockout = statement((db, value: Placeholders<{ poolId: string; subject: string }>) =>
  db.deleteFrom('lockouts').where('pool_id', '=', value('poolId')).where('subject', '=', value('subject')),
)
