import { openPostgresStorage } from '../../src/adapters/postgres/open-postgres-storage.ts'
import type { DataKeyStore } from '../../src/adapters/sql/installation/data-keys.ts'
import { openSqliteStorage } from '../../src/adapters/sqlite/open-sqlite-storage.ts'
import { systemRandomBytes } from '../../src/crypto/random-bytes.ts'
import { newDataKey, openSealer } from '../../src/crypto/sealing/seal.ts'

const masterKey = new Uint8Array(32).fill(5)

/** The storage as a node opens it, in a file or behind a URL, with the data key that lies in it. */
export function openForTest(place: string, pragmas: readonly string[] = []) {
  const open = async (keys: DataKeyStore) =>
    openSealer({ masterKey, wrappedDataKey: await keys.create(newDataKey(masterKey)) })
  if (!isUrl(place)) return openSqliteStorage({ file: place, pragmas, openSealer: open })
  return openPostgresStorage({ url: place, openSealer: open, random: { bytes: systemRandomBytes } })
}

export function isUrl(place: string): boolean {
  return place.startsWith('postgresql://')
}
