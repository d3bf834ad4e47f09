import { pbkdf2, scrypt, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'
import { isEqualBytes } from '../constant-time.ts'
import { isPasswordHash, verifyPassword } from './password-hash.ts'
import { runOnSrpThread } from '../srp/srp-threads.ts'

export type ImportedHashAlgorithm = 'BCRYPT' | 'SCRYPT' | 'ARGON2ID' | 'PBKDF2_SHA256'

interface DerivedHash {
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

interface ScryptHash extends DerivedHash {
  readonly options: ScryptOptions
}

interface Pbkdf2Hash extends DerivedHash {
  readonly iterations: number
}

/** A row of somebody's file must not be able to take the memory of the node, nor its processors for seconds. */
const limits = {
  bcryptCost: 14,
  scryptBytes: 128 * 1024 * 1024,
  scryptWork: 2 ** 21,
  pbkdf2Iterations: 3_000_000,
  hashBytes: 128,
} as const

const derivePbkdf2 = promisify(pbkdf2)
const deriveScrypt = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt)

/** Whether this is a hash of that algorithm, at a cost that is borne here. */
export function isImportablePasswordHash(algorithm: ImportedHashAlgorithm, hash: string): boolean {
  switch (algorithm) {
    case 'ARGON2ID':
      return isPasswordHash(hash)
    case 'BCRYPT':
      return isBcrypt(hash)
    case 'SCRYPT':
      return parseScrypt(hash) !== undefined
    case 'PBKDF2_SHA256':
      return parsePbkdf2(hash) !== undefined
  }
}

/** Whether a password is the one of a hash that another system made. False for what is no such hash. */
export async function verifyImportedPassword(
  password: string,
  algorithm: ImportedHashAlgorithm,
  hash: string,
): Promise<boolean> {
  switch (algorithm) {
    case 'ARGON2ID':
      return verifyPassword(password, hash)
    case 'BCRYPT':
      return isBcrypt(hash) && (await runOnSrpThread({ name: 'bcryptMatches', input: { password, hash } })) === true
    case 'SCRYPT': {
      const parsed = parseScrypt(hash)
      if (parsed === undefined) return false
      return isEqualBytes(await deriveScrypt(password, parsed.salt, parsed.hash.length, parsed.options), parsed.hash)
    }
    case 'PBKDF2_SHA256': {
      const parsed = parsePbkdf2(hash)
      if (parsed === undefined) return false
      const { salt, iterations, hash: expected } = parsed
      return isEqualBytes(await derivePbkdf2(password, salt, iterations, expected.length, 'sha256'), expected)
    }
  }
}

function isBcrypt(text: string): boolean {
  const cost = Number(/^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text)?.[1] ?? 0)
  return cost >= 4 && cost <= limits.bcryptCost
}

/** `$scrypt$ln=16,r=8,p=1$<salt>$<hash>`, as PHC and passlib write it. */
function parseScrypt(text: string): ScryptHash | undefined {
  const shape = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
  const [, ln = '', r = '', p = '', salt = '', hash = ''] = shape.exec(text) ?? []
  const [cost, blockSize, parallelization] = [2 ** Number(ln), Number(r), Number(p)]
  const bytes = 128 * cost * blockSize
  if (cost < 2 || blockSize < 1 || parallelization < 1 || bytes > limits.scryptBytes) return undefined
  if (cost * blockSize * parallelization > limits.scryptWork) return undefined
  // OpenSSL counts a little more than what the algorithm needs.
  const options = { cost, blockSize, parallelization, maxmem: 2 * limits.scryptBytes }
  const derived = parseDerived(Buffer.from(salt, 'base64'), Buffer.from(hash, 'base64'))
  return derived && { ...derived, options }
}

/** As passlib (`$pbkdf2-sha256$29000$…`), PHC (`$pbkdf2-sha256$i=29000,l=32$…`) and Django (`pbkdf2_sha256$…`) write it. */
function parsePbkdf2(text: string): Pbkdf2Hash | undefined {
  const modular = /^\$pbkdf2-sha256\$(?:i=)?(\d{1,7})(?:,l=\d{1,3})?\$([A-Za-z0-9+/.]+)\$([A-Za-z0-9+/.]+)$/.exec(text)
  const django = /^pbkdf2_sha256\$(\d{1,7})\$([\x21-\x23\x25-\x7e]+)\$([A-Za-z0-9+/]+={0,2})$/.exec(text)
  const [, count = '', salt = '', hash = ''] = modular ?? django ?? []
  const iterations = Number(count)
  if (iterations < 1 || iterations > limits.pbkdf2Iterations) return undefined
  const derived = modular
    ? parseDerived(adaptedBase64(salt), adaptedBase64(hash))
    : parseDerived(Buffer.from(salt), Buffer.from(hash, 'base64'))
  return derived && { ...derived, iterations }
}

function parseDerived(salt: Uint8Array, hash: Uint8Array): DerivedHash | undefined {
  const isSound = hash.length >= 16 && hash.length <= limits.hashBytes && salt.length > 0 && salt.length <= 128
  return isSound ? { salt, hash } : undefined
}

/** passlib writes a full stop for the plus sign. */
function adaptedBase64(text: string): Uint8Array {
  return Buffer.from(text.replaceAll('.', '+'), 'base64')
}
