import { link, mkdir, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Random } from '../../ports/random.ts'

/** Makes a folder that only its owner may enter. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
}

/** Replaces a file in one step: a reader sees the old text or the new one, a crash leaves one of them. */
export async function replaceFile(path: string, text: string, { mode, random }: WriteOptions): Promise<void> {
  const temporary = await writeTemporary(path, text, { mode, random })
  await rename(temporary, path)
}

/** Writes a file unless it exists; false when somebody else was first. */
export async function createFile(path: string, text: string, { mode, random }: WriteOptions): Promise<boolean> {
  const temporary = await writeTemporary(path, text, { mode, random })
  try {
    // A link refuses to replace, and the file appears under its name only when it is complete.
    await link(temporary, path)
    return true
  } catch (cause) {
    if (isFileError(cause, 'EEXIST')) return false
    throw cause
  } finally {
    await unlink(temporary)
  }
}

export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

interface WriteOptions {
  readonly mode: number
  readonly random: Random
}

async function writeTemporary(path: string, text: string, { mode, random }: WriteOptions): Promise<string> {
  await makePrivateFolder(dirname(path))
  const temporary = `${path}.${Buffer.from(random.bytes(6)).toString('hex')}.tmp`
  const file = await open(temporary, 'wx', mode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return temporary
}
