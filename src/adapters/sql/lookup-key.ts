import { createHash } from 'node:crypto'

/** PostgreSQL keeps no more than some 2,700 bytes in an index entry. */
const longest = 256
const hashedMark = '\u0001'

/**
 * The stored form of a key that came from outside: itself, or its hash where it is too long for an index or holds
 * characters that PostgreSQL cannot store. Equal exactly when the keys are.
 */
export function lookupKey(key: string): string {
  if (key.length <= longest && !key.includes('\0') && !key.startsWith(hashedMark)) return key
  return hashedMark + createHash('sha256').update(key).digest('base64url')
}

/** The folded beginning of an attribute: what filters compare, whatever the case. */
export function foldedKey(value: string): string {
  return value.replaceAll('\0', '').toLowerCase().slice(0, longest)
}

/** The first text behind all those that begin with `prefix`, in the order of code points; undefined if there is none. */
export function endOfPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
  }
  return undefined
}
