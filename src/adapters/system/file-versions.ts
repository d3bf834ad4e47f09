import { stat } from 'node:fs/promises'

/** A text that changes with any of the files. Rejects where one is missing. */
export async function versionOfFiles(...paths: readonly string[]): Promise<string> {
  // Renewal tools replace files or the links to them: either shows in inode, size or time.
  const found = await Promise.all(paths.map((path) => stat(path)))
  return found.map(({ ino, size, mtimeMs }) => `${ino}:${size}:${mtimeMs}`).join(' ')
}
