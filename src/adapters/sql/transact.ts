import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { runText } from './commit-in-savepoint.ts'
import type { SqlConnection } from './engine.ts'
import type { CacheChange } from './read-cache.ts'

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
