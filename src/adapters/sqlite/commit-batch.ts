import { CompiledQuery } from 'kysely'
import { applyWrites } from '../sql/apply-writes.ts'
import type { SqlConnection } from '../sql/engine.ts'
import type { SqlCommitResult } from '../sql/sql-write.ts'
import type { CommitReply, CommitRequest, FromCommitWorker } from './commit-protocol.ts'
import type { SqliteConnection } from './open-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'
import { isOfOneStatement, isOfTheDisk } from './sqlite-error.ts'

/**
 * Applies waiting commits in one transaction with one fsync, each in a savepoint of its own: a failed guard undoes only
 * its own commit. Nothing is answered before COMMIT has returned; when that fails, every one of them failed.
 */
export async function commitBatch(
  { database, db }: SqliteConnection,
  requests: readonly CommitRequest[],
): Promise<FromCommitWorker> {
  return db.connection().execute(async (held) => {
    const on: SqlConnection = { db: held, engine: sqliteEngine }
    try {
      await run(on, 'begin immediate')
      const replies: CommitReply[] = []
      for (const { id, writes } of requests) replies.push({ id, outcome: await commitOne(on, writes) })
      await run(on, 'commit')
      return { replies, stoppedBy: undefined }
    } catch (cause) {
      const error = toError(cause)
      // Some errors end the transaction by themselves. Where undoing fails too, the connection is of no more use.
      const undone = database.isTransaction ? await attempt(() => run(on, 'rollback')) : undefined
      const replies = requests.map(({ id }) => ({ id, outcome: { error } }))
      return { replies, stoppedBy: undone ?? (isOfTheDisk(cause) ? error : undefined) }
    }
  })
}

async function commitOne(on: SqlConnection, writes: CommitRequest['writes']): Promise<CommitReply['outcome']> {
  await run(on, 'savepoint one_commit')
  const outcome = await applyOrKeepError(on, writes)
  if ('error' in outcome || !outcome.committed) await run(on, 'rollback to one_commit')
  await run(on, 'release one_commit')
  return outcome
}

async function applyOrKeepError(
  on: SqlConnection,
  writes: CommitRequest['writes'],
): Promise<SqlCommitResult | { readonly error: Error }> {
  try {
    return await applyWrites(on, writes)
  } catch (error) {
    if (isOfOneStatement(error)) return { error: toError(error) }
    throw error
  }
}

async function run(on: SqlConnection, text: string): Promise<void> {
  await on.db.executeQuery(CompiledQuery.raw(text))
}

async function attempt(action: () => Promise<void>): Promise<Error | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    return toError(error)
  }
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('the commit failed', { cause })
}
