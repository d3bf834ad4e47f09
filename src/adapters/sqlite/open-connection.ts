import { DatabaseSync, type StatementSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import type { Schema } from '../sql/schema.ts'

export interface ConnectionOptions {
  /** A path, or `:memory:`. */
  readonly file: string
  readonly readOnly?: boolean
  /** Run last, unchecked: for tests that plant a defect. */
  readonly pragmas?: readonly string[]
}

/** One connection. Whoever asks Kysely for it while it is taken waits for it. */
export interface SqliteConnection {
  readonly database: DatabaseSync
  readonly db: Kysely<Schema>
}

/** What every connection must run with, and does, or it is not opened. */
const settings = [
  { pragma: 'journal_mode', value: 'wal', inMemory: 'memory' },
  // FULL: a commit is on the disk when COMMIT returns. NORMAL would lose the last ones with the power.
  { pragma: 'synchronous', value: 2, inMemory: 2 },
  { pragma: 'foreign_keys', value: 1, inMemory: 1 },
]

/** Holds from the first statement on, as another connection may be closing. */
const busyMilliseconds = 5000

/** macOS has a weaker fsync unless asked for the real one; elsewhere these two say nothing. */
const further = ['fullfsync = 1', 'checkpoint_fullfsync = 1', 'cache_size = -32000', 'journal_size_limit = 67108864']

export function openConnection({ file, readOnly = false, pragmas = [] }: ConnectionOptions): SqliteConnection {
  const database = new DatabaseSync(file, { readOnly, timeout: busyMilliseconds })
  try {
    for (const setting of settings) enforce(database, setting, file === ':memory:')
    for (const pragma of [...further, ...pragmas]) database.exec(`pragma ${pragma}`)
  } catch (error) {
    database.close()
    throw error
  }
  return { database, db: new Kysely({ dialect: new NodeSqliteDialect({ database: asKyselyDatabase(database) }) }) }
}

function enforce(
  database: DatabaseSync,
  { pragma, value, inMemory }: (typeof settings)[number],
  isInMemory: boolean,
): void {
  const wanted = isInMemory ? inMemory : value
  database.exec(`pragma ${pragma} = ${wanted}`)
  const [actual] = Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})
  if (actual !== wanted) throw new Error(`SQLite runs with ${pragma} = ${String(actual)}, not ${wanted}`)
}

/** SQLite can undo changes of the schema like any other; Kysely assumes that it cannot. */
class NodeSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

const mostStatements = 500

function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) return known
      if (statements.size >= mostStatements) statements.clear()
      // A writer that takes its lock at the start never has to be turned away in the middle.
      const prepared = asKyselyStatement(database.prepare(text === 'begin' ? 'begin immediate' : text))
      statements.set(text, prepared)
      return prepared
    },
  }
}

function asKyselyStatement(prepared: StatementSync): SqliteStatement {
  return {
    reader: prepared.columns().length > 0,
    all: (parameters) => prepared.all(...parameters.map(toInput)),
    run: (parameters) => prepared.run(...parameters.map(toInput)),
    iterate: (parameters) => prepared.iterate(...parameters.map(toInput)),
  }
}

function toInput(parameter: unknown): SQLInputValue {
  if (typeof parameter === 'string' || typeof parameter === 'number' || parameter === null) return parameter
  throw new TypeError(`SQLite cannot store a ${typeof parameter}`)
}
