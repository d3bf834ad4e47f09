import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDataKey, openSealer } from '../../crypto/seal.ts'
import { storageConformance } from '../../ports/storage/conformance.ts'
import { openMemoryStorage } from './open-memory-storage.ts'
import { openSqliteStorage } from './open-sqlite-storage.ts'

const masterKey = new Uint8Array(32).fill(7)
const sealer = openSealer({ masterKey, wrappedDataKey: newDataKey(masterKey) })

storageConformance('SQLite in memory', () => openMemoryStorage(sealer))

storageConformance('SQLite in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  return openSqliteStorage({ file: join(folder, 'sallyport.db'), openSealer: async () => sealer })
})
