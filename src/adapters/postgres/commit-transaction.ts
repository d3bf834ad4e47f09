import { setTimeout as delay } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { DatabaseError } from 'pg'
import type { Random } from '../../ports/random.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { applyWrites } from '../sql/apply-writes.ts'
import { changesOf } from '../sql/read-cache.ts'
import type { Schema } from '../sql/schema.ts'
import type { SqlCommitResult, SqlWrite, Submit } from '../sql/sql-write.ts'
import { changeChannel, changePayload } from './change-channel.ts'
import { postgresEngine } from './postgres-engine.ts'

const serializationFailure = '40001'
const deadlockDetected = '40P01'
const mostTries = 5
const longestPauseMs = 40

/** Each commit is a transaction; one that others got in the way of is tried again as a whole (REL-04). */
export function committing(db: Kysely<Schema>, random: Random): Submit {
  return async (writes) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transact(db, writes)
      } catch (error) {
        if (error instanceof Undone) return error.result
        const isInTheWay = error instanceof DatabaseError && isConflict(error)
        if (!isInTheWay || tries === mostTries) throw new StorageFault('engine', 'the commit failed', { cause: error })
        await delay(((random.bytes(1)[0] ?? 0) / 255) * longestPauseMs * tries)
      }
    }
  }
}

async function transact(db: Kysely<Schema>, writes: readonly SqlWrite[]): Promise<SqlCommitResult> {
  return db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const result = await applyWrites({ db: transaction, engine: postgresEngine }, writes)
      if (!result.committed) throw new Undone(result)
      const changes = writes.flatMap(changesOf)
      // Delivered to the other nodes when, and only if, the transaction commits.
      if (changes.length > 0)
        await sql`select pg_notify(${changeChannel}, ${changePayload(changes)})`.execute(transaction)
      return result
    })
}

function isConflict({ code }: DatabaseError): boolean {
  return code === serializationFailure || code === deadlockDetected
}

/** Carries a failed guard out of the transaction, which is undone on the way. */
class Undone extends Error {
  readonly result: SqlCommitResult

  constructor(result: SqlCommitResult) {
    super('a guard failed')
    this.name = 'Undone'
    this.result = result
  }
}
