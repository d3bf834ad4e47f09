import type { Random } from '../../ports/random.ts'
import { createFile, isFileError } from './private-file.ts'
import { readSecretFile, SecretFileError } from './secret-file.ts'

const keyBytes = 32
const form = /^[A-Za-z0-9+/]{43}=\n?$/

/** Reads the 32-byte master key (base64 in a file): whoever else reads it can open every sealed secret. */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const text = await readSecretFile(path, 'key file')
  if (!form.test(text)) throw new SecretFileError(`The key file ${path} does not hold ${keyBytes} bytes in base64.`)
  return Buffer.from(text.trim(), 'base64')
}

/** Reads the master key, making it first where there is none yet. For development. */
export async function openKeyFile(path: string, random: Random): Promise<Uint8Array> {
  const text = `${Buffer.from(random.bytes(keyBytes)).toString('base64')}\n`
  const missing = await readKeyFile(path).catch((error: unknown) => {
    if (error instanceof SecretFileError && isFileError(error.cause, 'ENOENT')) return undefined
    throw error
  })
  if (missing) return missing
  await createFile(path, text, { mode: 0o600, random })
  return readKeyFile(path)
}
