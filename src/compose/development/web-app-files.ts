import { createHash } from 'node:crypto'
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from '../../adapters/system/run-script.ts'

const root = new URL('../../../', import.meta.url)
const builder = new URL('examples/notes/build.ts', root)
const sources = fileURLToPath(new URL('examples/notes/web/', root))
const lockFile = fileURLToPath(new URL('package-lock.json', root))
const cache = fileURLToPath(new URL('node_modules/.cache/sallyport-app/', root))

/**
 * The folder that holds the reference app's bundled files, made where it is missing: beside the packages, or in
 * `otherFolder` where nobody may write there. Its name follows from every source, so a change makes a new one.
 */
export async function webAppFiles(otherFolder: string): Promise<string> {
  const digest = await digestOfSources()
  const places = [join(cache, digest), join(otherFolder, digest)]
  for (const place of places) if (await isThere(place)) return place
  const [beside = '', elsewhere = ''] = places
  const place = (await mayWrite(dirname(cache))) ? beside : elsewhere
  await build(place)
  return place
}

/** In a process of its own: the bundler takes more memory than everything else together. */
async function build(place: string): Promise<void> {
  const unfinished = `${place}.${process.pid}`
  await runScript(builder, [unfinished])
  try {
    await rename(unfinished, place)
  } catch (cause) {
    await rm(unfinished, { recursive: true })
    // Another process was faster.
    if (!(await isThere(place))) throw cause
  }
}

async function digestOfSources(): Promise<string> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const digest = createHash('sha256')
  for (const file of [...files.toSorted(), lockFile, fileURLToPath(builder)])
    digest.update(file).update(await readFile(file))
  return digest.digest('hex').slice(0, 16)
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function mayWrite(folder: string): Promise<boolean> {
  return mkdir(folder, { recursive: true })
    .then(() => access(folder, constants.W_OK))
    .then(
      () => true,
      () => false,
    )
}
