import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process works in the folder. */
export class FolderInUseError extends Error {
  constructor(folder: string) {
    super(`Another Sallyport uses the data folder ${folder}. Stop it, or choose another folder with --data-dir.`)
    this.name = 'FolderInUseError'
  }
}

const busy = 5

/**
 * Keeps every other process out of the folder until disposed. Node has no file locks of its own, SQLite does; the
 * system lets go of one when its process ends, however it ends.
 */
export function lockFolder(folder: string): Disposable {
  const path = join(folder, 'in-use.lock')
  closeSync(openSync(path, 'a', 0o600))
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // Nothing is ever written, so no journal need lie beside it.
    database.exec('pragma journal_mode = memory; begin exclusive')
  } catch (cause) {
    database.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === busy) throw new FolderInUseError(folder)
    throw cause
  }
  return { [Symbol.dispose]: () => database.close() }
}
