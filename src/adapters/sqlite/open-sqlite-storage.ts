import { closeSync, openSync } from 'node:fs'
import { dataKeyStore, type DataKeyStore } from '../sql/installation/data-keys.ts'
import { migrate } from '../sql/migrations/migrate.ts'
import { invalidating } from '../sql/invalidating.ts'
import { newReadCache } from '../sql/read-cache.ts'
import type { Sealer } from '../sql/sealed.ts'
import { sqlStorage, type SqlStorage } from '../sql/sql-storage.ts'
import { transactOn, type Transacted } from '../sql/transact.ts'
import { commitGate } from './commit-gate.ts'
import { commitHereUntil } from './commit-here-until.ts'
import { CommitQueue } from './commit-queue.ts'
import { openConnection, type ConnectionOptions } from './open-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'

export interface SqliteStorageOptions {
  readonly file: string
  /** Makes or reads the data key: nothing sealed can be read before. */
  readonly openSealer: (keys: DataKeyStore) => Promise<Sealer>
  /** With false, a schema that is behind is an error. */
  readonly mayMigrate?: boolean
  /** Until then commits are carried out on the calling thread; never unless told. */
  readonly ready?: Promise<void> | undefined
  /** Commits beyond this many are refused at once as overload. */
  readonly mostWaiting?: number
  /** For tests that plant a defect; no setting leads here. */
  readonly pragmas?: readonly string[]
}

/** Another process may change the file, a command of the operator for example: its changes are seen this late. */
const cacheMs = 5000

/** The embedded engine: reads on the calling thread, commits grouped on another (DESIGN section 3). */
export async function openSqliteStorage({
  file,
  openSealer,
  mayMigrate = true,
  ready,
  mostWaiting = 10_000,
  pragmas = [],
}: SqliteStorageOptions): Promise<SqlStorage> {
  // Only the owner may read people's records. The files beside it get the same rights from SQLite.
  closeSync(openSync(file, 'a', 0o600))
  const setup = openConnection({ file })
  try {
    await migrate(setup.db, sqliteEngine, mayMigrate)
    const sealer = await openSealer(dataKeyStore({ db: setup.db, engine: sqliteEngine }))
    const reader = openConnection({ file, readOnly: true })
    const openQueue = (): CommitQueue => new CommitQueue({ file, pragmas }, mostWaiting)
    const committing =
      ready === undefined ? openQueue() : commitHereUntil(ready, openConnection({ file, pragmas }), openQueue)
    const gate = commitGate((writes) => committing.submit(writes))
    const cache = newReadCache({ longestMs: cacheMs, monotonicMs: () => performance.now() })
    return sqlStorage({
      reader: { db: reader.db, engine: sqliteEngine },
      sealer,
      cache,
      submit: invalidating(cache, gate.submit),
      transact: (work) => gate.alone(() => transactInFile({ file, pragmas }, work)),
      async close() {
        // The last connection to close moves the log into the file, which a reader may not.
        if (reader.database.isOpen) reader.database.close()
        await committing[Symbol.asyncDispose]()
      },
    })
  } finally {
    setup.database.close()
  }
}

async function transactInFile<Result>(options: ConnectionOptions, work: Transacted<Result>): Promise<Result> {
  const { database, db } = openConnection(options)
  try {
    return await db
      .connection()
      .execute((held) => transactOn({ db: held, engine: sqliteEngine }, 'begin immediate', work))
  } finally {
    database.close()
  }
}
