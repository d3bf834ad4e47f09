import { newDataKey, openSealer } from '../../crypto/sealing/seal.ts'
import { openSqliteStorage } from '../../adapters/sqlite/open-sqlite-storage.ts'
import type { DataKeyStore } from '../../adapters/sql/installation/data-keys.ts'
import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import type { Random } from '../../ports/random.ts'
import type { Sealing } from '../../ports/sealing.ts'

export interface StoreOptions {
  /** Set: PostgreSQL; else the SQLite file. */
  readonly databaseUrl: string | undefined
  readonly file: string
  readonly masterKey: Uint8Array
  readonly random: Random
  /** With false, a schema that is behind is an error. */
  readonly mayMigrate: boolean
  /** When a start is over; at once unless told. */
  readonly ready?: Promise<void>
}

export interface OpenStore {
  readonly storage: SqlStorage
  readonly sealing: Sealing
}

/** Opens the database, and the data key that its secrets are sealed under; the first start makes the key. */
export async function openStore({
  databaseUrl,
  file,
  masterKey,
  random,
  mayMigrate,
  ready,
}: StoreOptions): Promise<OpenStore> {
  const opened = Promise.withResolvers<Sealing>()
  const openSealing = async (keys: DataKeyStore): Promise<Sealing> => {
    const bytes = (size: number): Uint8Array => random.bytes(size)
    const wrappedDataKey = (await keys.read()) ?? (await keys.create(newDataKey(masterKey, bytes)))
    const sealing = openSealer({ masterKey, wrappedDataKey, random: bytes })
    opened.resolve(sealing)
    return sealing
  }
  const storage =
    databaseUrl === undefined
      ? await openSqliteStorage({ file, openSealer: openSealing, mayMigrate, ready })
      : await (
          await import('../../adapters/postgres/open-postgres-storage.ts')
        ).openPostgresStorage({ url: databaseUrl, openSealer: openSealing, mayMigrate, random })
  return { storage, sealing: await opened.promise }
}
