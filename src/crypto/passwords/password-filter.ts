import { createHash } from 'node:crypto'

/**
 * A Bloom filter over SHA-1 digests of passwords: whoever is in it is found, and one in a million others too. SHA-1 is
 * what lists of breached passwords are published in; it protects nothing here.
 */
export interface PasswordFilter {
  readonly bits: Uint8Array
  readonly hashes: number
}

const magic = Buffer.from('SPPF1')
const headerLength = magic.length + 1
const bitsPerEntry = 29
const hashCount = 20

export function passwordDigest(password: string): Buffer {
  return createHash('sha1').update(password, 'utf8').digest()
}

/** The same bytes for the same digests, in whatever order they come. */
export function createPasswordFilter(digests: readonly Uint8Array[]): Buffer {
  const bits = new Uint8Array(Math.ceil((Math.max(digests.length, 1) * bitsPerEntry) / 8))
  for (const digest of digests) {
    for (const place of placesOf(digest, hashCount, bits.length * 8)) {
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7))
    }
  }
  return Buffer.concat([magic, Buffer.of(hashCount), bits])
}

/** Undefined for bytes that are no such filter. */
export function readPasswordFilter(file: Uint8Array): PasswordFilter | undefined {
  const hashes = file[magic.length] ?? 0
  if (!isPasswordFilter(file) || hashes < 1 || file.length <= headerLength) return undefined
  return { bits: file.subarray(headerLength), hashes }
}

export function isPasswordFilter(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, magic.length)).equals(magic)
}

export function isInPasswordFilter({ bits, hashes }: PasswordFilter, digest: Uint8Array): boolean {
  return placesOf(digest, hashes, bits.length * 8).every(
    (place) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0,
  )
}

/** Double hashing (Kirsch and Mitzenmacher 2006): two numbers out of the digest stand for all hashes. */
function placesOf(digest: Uint8Array, hashes: number, size: number): readonly number[] {
  const view = Buffer.from(digest.buffer, digest.byteOffset, digest.length)
  const first = view.readUIntBE(0, 6)
  const step = view.readUIntBE(6, 6) | 1
  return Array.from({ length: hashes }, (_, turn) => (first + turn * (step >>> 0)) % size)
}
