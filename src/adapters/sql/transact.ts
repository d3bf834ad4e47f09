import { CompiledQuery } from 'kysely'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { applyWrites } from './apply-writes.ts'
import type { SqlConnection } from './engine.ts'
import type { CacheChange } from './read-cache.ts'
import type { SqlCommitResult, SqlWrite, Submit } from './sql-write.ts'

/** What is done within a transaction. */
export type Transacted<Result> = (on: SqlConnection) => Promise<Result>

/** Runs something in a transaction on a connection of its own, and undoes it where it throws. */
export type Transact = <Result>(work: Transacted<Result>, changes: readonly CacheChange[]) => Promise<Result>

/** The transaction itself, on a connection that nobody else uses meanwhile. */
export async function transactOn<Result>(on: SqlConnection, begin: string, work: Transacted<Result>): Promise<Result> {
  await runText(on, begin)
  const result = await workOrUndo(on, work)
  try {
    await runText(on, 'commit')
  } catch (cause) {
    await runText(on, 'rollback').catch(() => {})
    throw new StorageFault('engine', 'the transaction failed', { cause })
  }
  return result
}

async function workOrUndo<Result>(on: SqlConnection, work: Transacted<Result>): Promise<Result> {
  try {
    return await work(on)
  } catch (error) {
    // Some errors end a transaction by themselves.
    await runText(on, 'rollback').catch(() => {})
    throw error
  }
}

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
async function runText({ db }: Pick<SqlConnection, 'db'>, text: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(text))
}
