import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { SqlCommitResult, SqlWrite, Submit } from '../sql/sql-write.ts'
import { commitHere } from './commit-here.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { SqliteConnection } from './open-connection.ts'

interface Committing extends AsyncDisposable {
  readonly submit: Submit
}

/**
 * Carries commits out on the calling thread until `ready`, then by the thread that writes, once it is there: a start
 * writes little and nobody else waits for the disk yet, while that thread takes as long to load as all the rest.
 * It owns the connection and the thread.
 */
export function commitHereUntil(
  ready: Promise<void>,
  connection: SqliteConnection,
  openQueue: () => CommitQueue,
): Committing {
  const here = commitHere(connection, async (on, requests) => {
    const { commitBatch } = await import('./commit-batch.ts')
    return commitBatch(on, requests)
  })
  const underWay = new Set<Promise<unknown>>()
  let opened: CommitQueue | undefined
  let queue: CommitQueue | undefined
  let isClosed = false

  async function handOver(): Promise<void> {
    await ready
    if (isClosed || here.isStopped()) return
    opened = openQueue()
    await opened.isThere
    queue = opened
    await closeConnection()
  }

  function submit(writes: readonly SqlWrite[]): Promise<SqlCommitResult> {
    if (queue !== undefined) return queue.submit(writes)
    if (isClosed) return Promise.reject(new StorageFault('closed', 'the storage is closed'))
    const committed = here.submit(writes)
    const settled = committed.catch(() => {}).finally(() => underWay.delete(settled))
    underWay.add(settled)
    return committed
  }

  async function closeConnection(): Promise<void> {
    await Promise.all(underWay)
    if (connection.database.isOpen) connection.database.close()
  }

  void handOver()
  return {
    submit,
    async [Symbol.asyncDispose]() {
      isClosed = true
      await opened?.[Symbol.asyncDispose]()
      await closeConnection()
    },
  }
}
