import { CompiledQuery } from 'kysely'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { applyWrites } from './apply-writes.ts'
import type { SqlConnection } from './engine.ts'
import type { SqlCommitResult, SqlWrite, Submit } from './sql-write.ts'

/** Commits within a transaction that is open on the connection: one after the other, and a failed guard undoes its own only. */
export function commitInSavepoints(on: SqlConnection): Submit {
  let last: Promise<unknown> = Promise.resolve()
  return (writes) => {
    const committed = last.then(() => commitInSavepoint(on, writes))
    last = committed.catch(() => {})
    return committed
  }
}

async function commitInSavepoint(on: SqlConnection, writes: readonly SqlWrite[]): Promise<SqlCommitResult> {
  await runText(on, 'savepoint one_commit')
  try {
    const outcome = await applyWrites(on, writes)
    if (!outcome.committed) await runText(on, 'rollback to one_commit')
    await runText(on, 'release one_commit')
    return outcome
  } catch (cause) {
    throw new StorageFault('engine', 'the commit failed', { cause })
  }
}

/** A statement that has no place in Kysely's language. */
export async function runText({ db }: Pick<SqlConnection, 'db'>, text: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(text))
}
