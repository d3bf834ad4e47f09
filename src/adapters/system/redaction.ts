// Contract LOG-01: no password, code, token, cookie, SRP value or secret ever reaches a log. Callers do not hand them
// over in the first place; this is the net beneath.

const secretName =
  /passw|secret|token|authorization|cookie|^srp|verifier|assertion|credential|signature|otp|api-?key|private-?key|^session$|(^|[a-z_-])(code|hash|seed)$/i
const harmlessName =
  /^(status|error|reason|exit|country|response|language)_?code$|^token_?(use|type|url|endpoint)$|tokens?Count$/i
// A three-part JWT, and what follows `Bearer`, `Basic` or `Digest`.
const secretText = /eyJ[\w-]{5,}\.[\w-]+\.[\w-]*|\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{8,}/gi

const mask = '[redacted]'
const deepest = 6
const longestText = 8192
const mostItems = 100

/** A copy of log fields that is plain JSON: secrets masked, errors spelled out, cycles cut, sizes bounded. */
export function redact(fields: unknown): unknown {
  return copy(fields, 0, [])
}

export function redactText(text: string): string {
  const masked = text.replaceAll(secretText, mask)
  return masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked
}

function copy(value: unknown, depth: number, parents: readonly object[]): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (parents.includes(value)) return '[circular]'
  if (depth === deepest) return '[deeper]'
  const within = [...parents, value]
  if (value instanceof Error) return copyError(value, depth, within)
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => copy(item, depth + 1, within))
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value)
  return Object.fromEntries(
    entries.slice(0, mostItems).map(([key, item]) => {
      const name = String(key)
      const isSecret = secretName.test(name) && !harmlessName.test(name)
      return [name, isSecret && item !== undefined && item !== null ? mask : copy(item, depth + 1, within)]
    }),
  )
}

/** An error's own fields are left out but for its symbolic code: libraries hang requests and parameters on them. */
function copyError(error: Error, depth: number, parents: readonly object[]): unknown {
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(error.code) ? error.code : undefined
  return {
    name: error.name,
    message: redactText(error.message),
    ...(code === undefined ? {} : { code }),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: copy(error.cause, depth + 1, parents) }),
  }
}
