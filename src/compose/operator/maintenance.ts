import { systemClock } from '../../adapters/system/clock.ts'
import { readKeyFile } from '../../adapters/system/key-file.ts'
import { makePrivateFolder } from '../../adapters/system/private-file.ts'
import { systemRandom } from '../../adapters/system/random.ts'
import { dataFolderPaths } from '../../config/files/data-folder.ts'
import type { StoreSettings } from '../../config/plans/running.ts'
import { newAccessKey } from '../../crypto/identifiers.ts'
import type { AccessKey } from '../../domain/access-key.ts'
import { openStore, type OpenStore } from '../ports/open-store.ts'

/** Brings the schema up to date, and makes the data key where there is none yet. */
export async function migrate(settings: StoreSettings): Promise<void> {
  const { storage } = await open(settings, true)
  await storage[Symbol.asyncDispose]()
}

/** Makes an operator's credential. Its secret is answered here and never again. */
export async function createAccessKey(
  settings: StoreSettings,
  { principal, role }: Pick<AccessKey, 'principal' | 'role'>,
): Promise<AccessKey> {
  await using storage = (await openForOperator(settings)).storage
  const pair = newAccessKey((size) => systemRandom.bytes(size))
  const key: AccessKey = { ...pair, principal, role, createdAt: systemClock.now(), disabledAt: undefined }
  await storage.commit([{ write: 'createAccessKey', key }])
  return key
}

/** The database as an operator's command opens it. */
export async function openForOperator(settings: StoreSettings): Promise<OpenStore> {
  return open(settings, false)
}

async function open({ databaseUrl, dataDir, keyFile }: StoreSettings, mayMigrate: boolean): Promise<OpenStore> {
  const masterKey = await readKeyFile(keyFile)
  if (databaseUrl === undefined) await makePrivateFolder(dataDir)
  const file = dataFolderPaths(dataDir).database
  return openStore({ databaseUrl, file, masterKey, random: systemRandom, mayMigrate })
}
