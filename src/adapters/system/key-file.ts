import { open } from 'node:fs/promises'
import type { Random } from '../../ports/random.ts'
import { createFile, isFileError } from './private-file.ts'

const keyBytes = 32
const form = /^[A-Za-z0-9+/]{43}=\n?$/

/** The master key cannot be used; the message says how to put it right and never shows the key. */
export class KeyFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KeyFileError'
  }
}

/**
 * Reads the 32-byte master key (base64 in a file). Refuses a file that anyone but its owner can read or write
 * (contract CFG-01): whoever reads it can open every sealed secret.
 */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    if (isFileError(cause, 'ENOENT')) throw new KeyFileError(`There is no key file at ${path}.`, { cause })
    throw new KeyFileError(`The key file ${path} cannot be opened.`, { cause })
  })
  try {
    // Asked of the open file, so that it cannot be exchanged between this look and the reading.
    const { mode } = await file.stat()
    const permissions = mode & 0o777
    if (process.platform !== 'win32' && (permissions & 0o077) !== 0) {
      throw new KeyFileError(
        `The key file ${path} has mode ${permissions.toString(8).padStart(4, '0')}: others can reach it. Run "chmod 600 ${path}".`,
      )
    }
    const text = await file.readFile('utf8')
    if (!form.test(text)) throw new KeyFileError(`The key file ${path} does not hold ${keyBytes} bytes in base64.`)
    return Buffer.from(text.trim(), 'base64')
  } finally {
    await file.close()
  }
}

/** Reads the master key, making it first where there is none yet. For development. */
export async function openKeyFile(path: string, random: Random): Promise<Uint8Array> {
  const text = `${Buffer.from(random.bytes(keyBytes)).toString('base64')}\n`
  const missing = await readKeyFile(path).catch((error: unknown) => {
    if (error instanceof KeyFileError && isFileError(error.cause, 'ENOENT')) return undefined
    throw error
  })
  if (missing) return missing
  await createFile(path, text, { mode: 0o600, random })
  return readKeyFile(path)
}
