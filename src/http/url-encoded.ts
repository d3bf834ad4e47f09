export interface UrlEncodedLimits {
  readonly maxBytes: number
  readonly maxParameters: number
}

export type UrlEncodedProblem = 'too_large' | 'too_many_parameters' | 'malformed_encoding'

export interface Parameters {
  readonly ok: true
  /** The first value of each name. Look at `duplicates` first where the protocol forbids repetition. */
  readonly values: ReadonlyMap<string, string>
  /** Names that occur more than once (RFC 6749 section 3.1: parameters must not be included more than once). */
  readonly duplicates: readonly string[]
  /** Everything in order, for fields that repeat by design. */
  readonly pairs: readonly (readonly [name: string, value: string])[]
}

export type ParametersResult = Parameters | { readonly ok: false; readonly reason: UrlEncodedProblem }

/**
 * Decodes `application/x-www-form-urlencoded` text.
 * Unlike URLSearchParams it refuses malformed escapes and invalid UTF-8 instead of repairing them.
 */
export function parseUrlEncoded(text: string, limits: UrlEncodedLimits): ParametersResult {
  if (Buffer.byteLength(text) > limits.maxBytes) return { ok: false, reason: 'too_large' }
  const values = new Map<string, string>()
  const duplicates = new Set<string>()
  const pairs: [string, string][] = []
  for (const part of text.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decode(equals === -1 ? part : part.slice(0, equals))
    const value = equals === -1 ? '' : decode(part.slice(equals + 1))
    if (name === undefined || value === undefined) return { ok: false, reason: 'malformed_encoding' }
    if (pairs.length === limits.maxParameters) return { ok: false, reason: 'too_many_parameters' }
    pairs.push([name, value])
    if (values.has(name)) duplicates.add(name)
    else values.set(name, value)
  }
  return { ok: true, values, duplicates: [...duplicates], pairs }
}

function decode(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}
