import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** Gives folders to the tests of one file; they go when the last of those has ended. */
export function temporaryFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-'))
  after(() => rmSync(root, { recursive: true, force: true }))
  let made = 0
  return () => {
    made += 1
    const folder = join(root, String(made))
    mkdirSync(folder)
    return folder
  }
}
