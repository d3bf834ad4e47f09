import { scanJson } from './json-scan.ts'

export interface JsonLimits {
  readonly maxDepth?: number
  /** Object members and array elements of the whole document together. */
  readonly maxMembers?: number
  /** `last-wins` is what JSON.parse does; `reject` is for signed documents (RFC 7515 section 4). */
  readonly duplicateMembers?: 'last-wins' | 'reject'
}

export type JsonProblem =
  | 'malformed'
  | 'invalid_utf8'
  | 'too_deep'
  | 'too_many_members'
  | 'duplicate_member'
  | 'unpaired_surrogate'

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: JsonProblem }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Parses JSON from outside. Bytes must be UTF-8 without a byte order mark (RFC 8259 section 8.1).
 * Objects come as JSON.parse makes them: a member `__proto__` is an own property, so read members by name,
 * never merge such an object into another by assignment.
 */
export function parseStrictJson(input: string | Uint8Array, limits: JsonLimits = {}): JsonResult {
  const { maxDepth = 32, maxMembers = 10_000, duplicateMembers = 'last-wins' } = limits
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  if (text === undefined) return { ok: false, reason: 'invalid_utf8' }
  // The scan comes first: it bounds what JSON.parse is made to build.
  const reason = scanJson(text, { maxDepth, maxMembers, rejectDuplicates: duplicateMembers === 'reject' })
  if (reason) return { ok: false, reason }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, reason: 'malformed' }
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
