import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isFileError } from '../../adapters/system/private-file.ts'

/** Where functions keep what must outlive them. */
export interface FunctionFolder {
  readonly path: () => string
  /** An empty folder from now on. Resolves with what removes the old one, once no function uses it any more. */
  readonly renew: () => Promise<() => Promise<void>>
}

/** Numbered folders: a function that still runs may have files of the old one open, which the new one must not see. */
export async function openFunctionFolder(root: string): Promise<FunctionFolder> {
  const known = (await namesIn(root)).map(Number).filter((number) => Number.isSafeInteger(number) && number > 0)
  let current = Math.max(1, ...known)
  const pathOf = (number: number): string => join(root, String(number))
  const remove = (number: number): Promise<void> => rm(pathOf(number), { recursive: true, force: true })
  await Promise.all(known.filter((number) => number < current).map(remove))
  return {
    path: () => pathOf(current),
    async renew() {
      const old = current
      // Made at once, so that the next start knows that the old one is over.
      await mkdir(pathOf(old + 1), { recursive: true, mode: 0o700 })
      current = old + 1
      return () => remove(old)
    },
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if (isFileError(cause, 'ENOENT')) return []
    throw cause
  }
}
