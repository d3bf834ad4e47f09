import { CompiledQuery, sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import { applyWrites } from '../sql/apply-writes.ts'
import { changesOf, type CacheChange } from '../sql/read-cache.ts'
import type { Schema } from '../sql/schema.ts'
import type { SqlCommitResult, SqlWrite } from '../sql/sql-write.ts'
import { changeChannel, changePayload } from './change-channel.ts'
import { postgresEngine } from './postgres-engine.ts'

/** COMMIT was sent and no answer came: only the server knows what became of the transaction. */
export class Unanswered extends Error {
  readonly transactionId: string
  readonly result: SqlCommitResult

  constructor(transactionId: string, result: SqlCommitResult, options: ErrorOptions) {
    super('the server did not answer COMMIT', options)
    this.name = 'Unanswered'
    this.transactionId = transactionId
    this.result = result
  }
}

/** Applies the writes in one transaction at READ COMMITTED. */
export async function commitTransaction(db: Kysely<Schema>, writes: readonly SqlWrite[]): Promise<SqlCommitResult> {
  return db.connection().execute(async (held) => {
    await run(held, 'begin isolation level read committed')
    const { result, transactionId } = await applyOrUndo(held, writes)
    if (!result.committed) return result
    try {
      await run(held, 'commit')
      return result
    } catch (cause) {
      // Without an id the transaction changed nothing, so nothing can have been lost.
      if (transactionId === null) return result
      if (isAnswer(cause)) throw cause
      throw new Unanswered(transactionId, result, { cause })
    }
  })
}

interface Applied {
  readonly result: SqlCommitResult
  readonly transactionId: string | null
}

async function applyOrUndo(held: Kysely<Schema>, writes: readonly SqlWrite[]): Promise<Applied> {
  try {
    const result = await applyWrites({ db: held, engine: postgresEngine }, writes)
    if (result.committed) return { result, transactionId: await finish(held, writes) }
    await run(held, 'rollback')
    return { result, transactionId: null }
  } catch (error) {
    // Where even this fails the connection is not used again, and the server undoes what it began.
    await run(held, 'rollback').catch(() => undefined)
    throw error
  }
}

async function finish(held: Kysely<Schema>, writes: readonly SqlWrite[]): Promise<string | null> {
  await tellChanges(held, writes.flatMap(changesOf))
  const { rows } = await sql<{ id: string | null }>`select pg_current_xact_id_if_assigned()::text as id`.execute(held)
  return rows[0]?.id ?? null
}

/** Word of the changes goes to the other nodes when, and only if, the transaction commits. */
export async function tellChanges(held: Kysely<Schema>, changes: readonly CacheChange[]): Promise<void> {
  if (changes.length === 0) return
  await sql`select pg_notify(${changeChannel}, ${changePayload(changes)})`.execute(held)
}

/** Classes 08 and 57: the connection or the server went away, which answers nothing. */
function isAnswer(error: unknown): boolean {
  return error instanceof DatabaseError && !/^(08|57)/.test(error.code ?? '')
}

async function run(held: Kysely<Schema>, text: string): Promise<void> {
  await held.executeQuery(CompiledQuery.raw(text))
}
