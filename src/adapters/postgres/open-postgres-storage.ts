import type { Random } from '../../ports/random.ts'
import { StorageFault } from '../../ports/storage/storage-fault.ts'
import { dataKeyStore, type DataKeyStore } from '../sql/installation/data-keys.ts'
import { invalidating } from '../sql/invalidating.ts'
import { migrate } from '../sql/migrations/migrate.ts'
import { newReadCache } from '../sql/read-cache.ts'
import type { Sealer } from '../sql/sealed.ts'
import { sqlStorage, type SqlStorage } from '../sql/sql-storage.ts'
import type { Submit } from '../sql/sql-write.ts'
import { transactOn } from '../sql/transact.ts'
import { ChangeListener } from './change-listener.ts'
import { tellChanges } from './commit-transaction.ts'
import { committing } from './committing.ts'
import { untilUndisturbed } from './conflicts.ts'
import { openPool } from './open-pool.ts'
import { postgresEngine } from './postgres-engine.ts'
import { requireDurability } from './require-durability.ts'

export interface PostgresStorageOptions {
  readonly url: string
  /** Makes or reads the data key: nothing sealed can be read before. */
  readonly openSealer: (keys: DataKeyStore) => Promise<Sealer>
  /** Spreads retries, so that commits in each other's way part. */
  readonly random: Random
  /** With false, a schema that is behind is an error. */
  readonly mayMigrate?: boolean
  readonly mostConnections?: number
  /** Commits that wait for a connection beyond this many are refused at once as overload. */
  readonly mostWaiting?: number
}

/** Notifications are the rule; this is how long a lost one can matter. */
const cacheMs = 5000

/** The engine for more than one node (DESIGN section 3). */
export async function openPostgresStorage({
  url,
  openSealer,
  random,
  mayMigrate = true,
  mostConnections = 10,
  mostWaiting = 1000,
}: PostgresStorageOptions): Promise<SqlStorage> {
  await prepareSchema(url, mayMigrate)
  const { pool, db } = openPool({ url, mostConnections, hasTimeLimits: true })
  const connection = { db, engine: postgresEngine }
  const cache = newReadCache({ longestMs: cacheMs, monotonicMs: () => performance.now() })
  const listener = new ChangeListener(url, cache)
  try {
    const sealer = await openSealer(dataKeyStore(connection))
    await listener.listen()
    const commit = committing(db, random)
    let isClosed = false
    const submit: Submit = async (writes) => {
      if (isClosed) throw new StorageFault('closed', 'the storage is closed')
      if (pool.waitingCount < mostWaiting) return commit(writes)
      throw new StorageFault('overloaded', `${mostWaiting} commits are waiting already`)
    }
    return sqlStorage({
      reader: connection,
      sealer,
      cache,
      submit: invalidating(cache, submit),
      transact: (work, changes) =>
        untilUndisturbed(
          () =>
            db.connection().execute((held) =>
              transactOn({ db: held, engine: postgresEngine }, 'begin isolation level read committed', async (on) => {
                const result = await work(on)
                await tellChanges(held, changes)
                return result
              }),
            ),
          random,
        ),
      async close() {
        isClosed = true
        await listener[Symbol.asyncDispose]()
        await db.destroy()
      },
    })
  } catch (error) {
    await listener[Symbol.asyncDispose]()
    await db.destroy()
    throw error
  }
}

async function prepareSchema(url: string, mayMigrate: boolean): Promise<void> {
  const { db } = openPool({ url, mostConnections: 1, hasTimeLimits: false })
  try {
    await requireDurability(db)
    await migrate(db, postgresEngine, mayMigrate)
  } finally {
    await db.destroy()
  }
}
