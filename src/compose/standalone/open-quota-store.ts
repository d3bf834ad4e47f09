import { lockFolder } from '../../adapters/system/folder-lock.ts'
import { makePrivateFolder } from '../../adapters/system/private-file.ts'
import type { SqlStorage } from '../../adapters/sql/sql-storage.ts'
import { dataFolderPaths } from '../../config/files/data-folder.ts'
import type { SecureGatewaySettings } from '../../config/plans/gateway-problems.ts'
import type { Random } from '../../ports/random.ts'

/** What is counted is no secret, so this gateway needs no master key; of the rest of a database it reads nothing. */
const withoutSecrets = {
  seal(): string {
    throw new Error('a gateway alone has no master key to seal with')
  },
  open: () => undefined,
}

/** The database that a gateway alone keeps uses of quotas in: an installation's or its own; undefined where none is named. */
export async function openQuotaStore(
  { dataDir, databaseUrl }: Pick<SecureGatewaySettings, 'dataDir' | 'databaseUrl'>,
  { random, started }: { readonly random: Random; readonly started: AsyncDisposableStack },
): Promise<SqlStorage | undefined> {
  const openSealer = async () => withoutSecrets
  if (databaseUrl !== undefined) {
    const { openPostgresStorage } = await import('../../adapters/postgres/open-postgres-storage.ts')
    return started.use(await openPostgresStorage({ url: databaseUrl, openSealer, random, mayMigrate: false }))
  }
  if (dataDir === undefined) return undefined
  await makePrivateFolder(dataDir)
  const { database, folder } = dataFolderPaths(dataDir)
  started.use(lockFolder(folder))
  const { openSqliteStorage } = await import('../../adapters/sqlite/open-sqlite-storage.ts')
  return started.use(await openSqliteStorage({ file: database, openSealer }))
}
