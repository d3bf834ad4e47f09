import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Random } from '../../ports/random.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import type { Schema } from '../sql/schema.ts'
import type { SqlCommitResult, Submit } from '../sql/sql-write.ts'
import { commitTransaction, Unanswered } from './commit-transaction.ts'
import { mostTries, pauseAfter } from './conflicts.ts'
import { postgresEngine } from './postgres-engine.ts'

const mostQuestions = 50
const questionPauseMs = 100

/**
 * Each commit is a transaction. One that others got in the way of is tried again as a whole; of one whose COMMIT stayed
 * without an answer the server is asked what became of it (REL-04).
 */
export function committing(db: Kysely<Schema>, random: Random): Submit {
  return async (writes) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await commitTransaction(db, writes)
      } catch (error) {
        const known = error instanceof Unanswered ? await outcomeOf(db, error) : undefined
        if (known !== undefined && known !== 'undone') return known
        const mayRepeat = known === 'undone' || postgresEngine.isConflict(error)
        if (!mayRepeat || tries === mostTries) throw new StorageFault('engine', 'the commit failed', { cause: error })
        await pauseAfter(tries, random)
      }
    }
  }
}

/** Undefined where the server does not say, or is not there to say it, in time. */
async function outcomeOf(db: Kysely<Schema>, unanswered: Unanswered): Promise<SqlCommitResult | 'undone' | undefined> {
  for (let questions = 0; questions < mostQuestions; questions += 1) {
    const status = await statusOf(db, unanswered.transactionId)
    if (status === 'committed') return unanswered.result
    if (status === 'aborted') return 'undone'
    await delay(questionPauseMs)
  }
  return undefined
}

async function statusOf(db: Kysely<Schema>, transactionId: string): Promise<string | null | undefined> {
  try {
    const { rows } = await sql<{ status: string | null }>`
      select pg_xact_status(${transactionId}::xid8) as status`.execute(db)
    return rows[0]?.status
  } catch {
    // The server is on its way back: asked again.
    return undefined
  }
}
