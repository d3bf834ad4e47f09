import { migrate } from '../sql/migrations/migrate.ts'
import { invalidating } from '../sql/invalidating.ts'
import { newReadCache } from '../sql/read-cache.ts'
import type { Sealer } from '../sql/sealed.ts'
import { sqlStorage, type SqlStorage } from '../sql/sql-storage.ts'
import type { SqlCommitResult, SqlWrite } from '../sql/sql-write.ts'
import { transactOn } from '../sql/transact.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { commitBatch } from './commit-batch.ts'
import { commitHere } from './commit-here.ts'
import { openConnection } from './open-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'

let empty: Promise<Uint8Array> | undefined

/** The same statements on a database in memory: for tests, and for whoever wants nothing to remain. */
export async function openMemoryStorage(sealer: Sealer): Promise<SqlStorage> {
  // The migrations take longer than most of what is done with such a database: they run once in a process.
  empty ??= migrated()
  const image = await empty
  const connection = openConnection({ file: ':memory:' })
  connection.database.deserialize(image)
  const { db } = connection
  const cache = newReadCache({ longestMs: Infinity, monotonicMs: () => performance.now() })
  const here = commitHere(connection, commitBatch)
  let isClosed = false

  const submit = async (writes: readonly SqlWrite[]): Promise<SqlCommitResult> => {
    if (isClosed) throw new StorageFault('closed', 'the storage is closed')
    return here.submit(writes)
  }

  return sqlStorage({
    reader: { db, engine: sqliteEngine },
    sealer,
    cache,
    submit: invalidating(cache, submit),
    // Whoever reads or commits meanwhile waits for the one connection that there is.
    transact: (work) =>
      db.connection().execute((held) => transactOn({ db: held, engine: sqliteEngine }, 'begin immediate', work)),
    async close() {
      isClosed = true
      if (connection.database.isOpen) connection.database.close()
    },
  })
}

async function migrated(): Promise<Uint8Array> {
  const { database, db } = openConnection({ file: ':memory:' })
  await migrate(db, sqliteEngine, true)
  const image = database.serialize()
  database.close()
  return image
}
