import { join } from 'node:path'

/** Where things are inside the data folder. */
export function dataFolderPaths(dataDir: string) {
  return {
    masterKey: join(dataDir, 'master.key'),
    database: join(dataDir, 'sallyport.db'),
    authority: join(dataDir, 'ca'),
    authorityCertificate: join(dataDir, 'ca', 'ca.pem'),
  } as const
}
