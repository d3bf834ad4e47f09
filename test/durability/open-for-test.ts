import { openSqliteStorage } from '../../src/adapters/sqlite/open-sqlite-storage.ts'
import { newDataKey, openSealer } from '../../src/crypto/seal.ts'

const masterKey = new Uint8Array(32).fill(5)

/** The storage as a node opens it, with the data key that lies in the file. */
export function openForTest(file: string, pragmas: readonly string[] = []) {
  return openSqliteStorage({
    file,
    pragmas,
    openSealer: async (keys) => openSealer({ masterKey, wrappedDataKey: await keys.create(newDataKey(masterKey)) }),
  })
}
