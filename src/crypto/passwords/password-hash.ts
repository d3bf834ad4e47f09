import { argon2 } from 'node:crypto'
import { promisify } from 'node:util'
import { isEqualBytes } from '../constant-time.ts'
import type { RandomBytes } from '../random-bytes.ts'

export interface PasswordHashCost {
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
}

/** OWASP's floor for argon2id. */
export const leastPasswordHashCost: PasswordHashCost = { memoryKiB: 19_456, passes: 2, lanes: 1 }

interface ParsedHash {
  readonly cost: PasswordHashCost
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

const shape = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/
/** Above these a hash is refused: a row must not be able to take the memory of the node. */
const highestCost: PasswordHashCost = { memoryKiB: 262_144, passes: 20, lanes: 16 }
const saltLength = 16
const hashLength = 32
const derive = promisify(argon2)

/** Hashes a password with argon2id, in the thread pool, as a PHC string. Every byte of the password counts. */
export async function hashPassword(
  password: string,
  random: RandomBytes,
  cost: PasswordHashCost = leastPasswordHashCost,
): Promise<string> {
  const salt = random(saltLength)
  return phcString(cost, salt, await argon2id(password, { cost, salt, hash: new Uint8Array(hashLength) }))
}

/** Whether a password is the one of a PHC string; false for a string that is not one of ours. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const parsed = parse(phc)
  if (parsed === undefined) return false
  return isEqualBytes(await argon2id(password, parsed), parsed.hash)
}

/** Whether this is a PHC string of argon2id at a cost that is borne here. */
export function isPasswordHash(phc: string): boolean {
  return parse(phc) !== undefined
}

/** Whether a hash was made at a lower cost than today's and should be made anew at the next right password. */
export function needsRehash(phc: string, cost: PasswordHashCost = leastPasswordHashCost): boolean {
  const parsed = parse(phc)
  if (parsed === undefined) return true
  const weaker = parsed.cost.memoryKiB < cost.memoryKiB || parsed.cost.passes < cost.passes
  return weaker || parsed.cost.lanes !== cost.lanes || parsed.hash.length < hashLength
}

/** A hash that fits no known password, to verify against when there is no user: the same work for the same answer. */
export function decoyPasswordHash(random: RandomBytes, cost: PasswordHashCost = leastPasswordHashCost): string {
  return phcString(cost, random(saltLength), random(hashLength))
}

function argon2id(password: string, { cost, salt, hash }: ParsedHash): Promise<Uint8Array> {
  return derive('argon2id', {
    message: Buffer.from(password),
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: hash.length,
    memory: cost.memoryKiB,
    passes: cost.passes,
  })
}

function phcString({ memoryKiB, passes, lanes }: PasswordHashCost, salt: Uint8Array, hash: Uint8Array): string {
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${base64(salt)}$${base64(hash)}`
}

function parse(phc: string): ParsedHash | undefined {
  const [, memory = '', passes = '', lanes = '', salt = '', hash = ''] = shape.exec(phc) ?? []
  const cost = { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  if (!isAllowed(cost)) return undefined
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}

function isAllowed({ memoryKiB, passes, lanes }: PasswordHashCost): boolean {
  if (lanes < 1 || lanes > highestCost.lanes || passes < 1 || passes > highestCost.passes) return false
  return memoryKiB >= 8 * lanes && memoryKiB <= highestCost.memoryKiB
}

/** PHC strings carry base 64 without padding. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}
