import type { Applied } from './applied.ts'
import { applyWrite } from './apply-write.ts'
import type { SqlConnection } from './engine.ts'
import type { LogRecordRow } from './log-records/tables.ts'
import type { MessageRow } from './installation/tables.ts'
import { recordRevocations, type Ended } from './revocations/record-revocations.ts'
import type { SqlCommitResult, SqlWrite } from './sql-write.ts'
import { statement, type Placeholders } from './statement.ts'

/**
 * Applies the writes in order up to the first failed guard. It neither begins nor ends the transaction: the caller
 * undoes everything unless the result says `committed`.
 */
export async function applyWrites(on: SqlConnection, writes: readonly SqlWrite[]): Promise<SqlCommitResult> {
  const claimed: MessageRow[] = []
  const claimedLogs: LogRecordRow[] = []
  const ended: Ended[] = []
  let removed = 0
  for (const write of writes) {
    const applied = await applyOrFindOrphan(on, write)
    if (applied.failed) return { committed: false, guard: applied.failed, alias: applied.alias }
    ended.push(...(applied.ended ?? []))
    claimed.push(...(applied.claimed ?? []))
    claimedLogs.push(...(applied.claimedLogs ?? []))
    removed += applied.removed ?? 0
  }
  await recordRevocations(on, ended)
  return { committed: true, claimed, claimedLogs, removed }
}

/** A row whose pool or user is gone fails a foreign key: no write has to look for them beforehand. */
async function applyOrFindOrphan(on: SqlConnection, write: SqlWrite): Promise<Applied> {
  try {
    return await applyWrite(on, write)
  } catch (error) {
    const missing = on.engine.missingParent(error)
    if (missing === undefined) throw error
    const isPoolThere = missing === 'users' || (missing === 'unknown' && (await hasPool(on, write)))
    return { failed: isPoolThere ? 'user-exists' : 'user-pool-exists' }
  }
}

async function hasPool(on: SqlConnection, write: SqlWrite): Promise<boolean> {
  const poolId = poolIdOf(write)
  if (poolId === undefined) return true
  const { rows } = await poolById(on, { poolId })
  return rows.length > 0
}

function poolIdOf(write: SqlWrite): string | undefined {
  if ('poolId' in write) return write.poolId
  return 'row' in write && 'pool_id' in write.row ? write.row.pool_id : undefined
}

const poolById = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_pools').select('id').where('id', '=', value('poolId')).where('is_removed', 'is', null),
)
