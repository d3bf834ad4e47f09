import { resolve } from 'node:path'

/** Where things are inside the data folder: absolute, since other programs are told some of them. */
export function dataFolderPaths(dataDir: string) {
  return {
    folder: resolve(dataDir),
    masterKey: resolve(dataDir, 'master.key'),
    database: resolve(dataDir, 'sallyport.db'),
    authority: resolve(dataDir, 'ca'),
    authorityCertificate: resolve(dataDir, 'ca', 'ca.pem'),
  } as const
}
