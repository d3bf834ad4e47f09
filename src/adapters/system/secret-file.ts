import { open } from 'node:fs/promises'
import { isFileError } from './private-file.ts'

/** A file with a secret cannot be used; the message says how to put it right and never shows what is in it. */
export class SecretFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SecretFileError'
  }
}

/**
 * Reads a text that is secret. Refuses a file that anyone but its owner can read or write (contract CFG-01). `what` names
 * it in the refusal: `key file`.
 */
export async function readSecretFile(path: string, what: string): Promise<string> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    if (isFileError(cause, 'ENOENT')) throw new SecretFileError(`There is no ${what} at ${path}.`, { cause })
    throw new SecretFileError(`The ${what} ${path} cannot be opened.`, { cause })
  })
  try {
    // Asked of the open file, so that it cannot be exchanged between this look and the reading.
    const { mode } = await file.stat()
    const permissions = mode & 0o777
    if (process.platform !== 'win32' && (permissions & 0o077) !== 0) {
      throw new SecretFileError(
        `The ${what} ${path} has mode ${permissions.toString(8).padStart(4, '0')}: others can reach it. Run "chmod 600 ${path}".`,
      )
    }
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}
