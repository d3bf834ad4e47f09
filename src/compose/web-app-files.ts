import { createHash } from 'node:crypto'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sources = fileURLToPath(new URL('../../examples/notes/web/', import.meta.url))
const lockFile = fileURLToPath(new URL('../../package-lock.json', import.meta.url))

/**
 * The folder that holds the reference app's bundled files. They are made where they are missing, and anew when a source
 * or a package changed: a data folder outlives an update.
 */
export async function webAppFiles(folder: string): Promise<string> {
  const built = join(folder, await digestOfSources())
  if (await exists(built)) return built
  // The bundler is large, and nobody who only calls the API waits for it.
  const { buildWebApp } = await import('../../examples/notes/build.ts')
  const unfinished = join(folder, 'unfinished')
  await rm(folder, { recursive: true, force: true })
  await buildWebApp(unfinished)
  await rename(unfinished, built)
  return built
}

async function digestOfSources(): Promise<string> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const digest = createHash('sha256')
  for (const file of [...files.toSorted(), lockFile]) digest.update(file).update(await readFile(file))
  return digest.digest('hex').slice(0, 16)
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
