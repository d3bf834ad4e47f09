/**
 * A request path decoded exactly once. Routes are matched on `segments`, and `text` spells the same segments again for
 * the backend, so that gateway and backend cannot understand one path differently (GW-04).
 */
export interface CanonicalPath {
  readonly segments: readonly string[]
  readonly hasTrailingSlash: boolean
  readonly text: string
  /** A spelling that some backends fold into another path; stages that protect a route refuse it. */
  readonly isAmbiguous: boolean
  /** Its segments to servers that make a URL of what they decoded, where they are others: that ends at a `?` or a `#`. */
  readonly asUrl?: readonly string[] | undefined
}

const ROOT: CanonicalPath = { segments: [], hasTrailingSlash: false, text: '/', isAmbiguous: false }
const VISIBLE = /^[\x21-\x7E]+$/
/** Nearly all: what is spelled as it is read. */
const PLAIN_SEGMENT = /^[\w.~$&+,=:@!'()*-]*$/
/** Segments like this, none of them empty or a dot segment. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~$&+,=:@!'()*-]+)+$/
// oxlint-disable-next-line no-control-regex
const CONTROL_OR_BACKSLASH = /[\u0000-\u001F\u007F\\]/
const STILL_ENCODED = /%[0-9A-Fa-f]{2}/

/** Undefined for what no backend may ever see: dot segments, control characters, backslashes, broken encoding. */
export function parseCanonicalPath(path: string): CanonicalPath | undefined {
  if (path === '/') return ROOT
  if (PLAIN.test(path))
    return { segments: path.slice(1).split('/'), hasTrailingSlash: false, text: path, isAmbiguous: false }
  if (!path.startsWith('/') || !VISIBLE.test(path) || path.includes('#')) return undefined
  const hasTrailingSlash = path.endsWith('/')
  const segments: string[] = []
  for (const written of path.slice(1, hasTrailingSlash ? -1 : undefined).split('/')) {
    const segment = decodeSegment(written)
    if (segment === undefined) return undefined
    segments.push(segment)
  }
  const text = spellPath(segments, hasTrailingSlash)
  const isAmbiguous = segments.some(isAmbiguousSegment)
  const asUrl = segmentsAsUrl(segments)
  return { segments, hasTrailingSlash, text, isAmbiguous, ...(asUrl !== undefined && { asUrl }) }
}

/** A decoded `rawPath` is what functions make URLs of, and a URL has no spaces at its end either. */
function segmentsAsUrl(segments: readonly string[]): readonly string[] | undefined {
  const text = segments.join('/')
  const [cut = ''] = text.split(/[?#]/, 1)
  const read = cut.trimEnd()
  return read === text ? undefined : read.split('/').filter((segment) => segment !== '')
}

export function spellPath(segments: readonly string[], hasTrailingSlash: boolean): string {
  return `/${segments.map(spellSegment).join('/')}${hasTrailingSlash && segments.length > 0 ? '/' : ''}`
}

/** Percent-encoded, except what RFC 3986 section 3.3 lets stand in a segment. */
export function spellSegment(segment: string): string {
  if (PLAIN_SEGMENT.test(segment)) return segment
  return encodeURIComponent(segment.toWellFormed()).replaceAll(/%(?:24|26|2B|2C|3B|3D|3A|40)/g, (escape) =>
    decodeURIComponent(escape),
  )
}

function decodeSegment(written: string): string | undefined {
  const segment = decode(written)
  if (segment === undefined || CONTROL_OR_BACKSLASH.test(segment)) return undefined
  // `..%2f` and `..;x` are dot segments to servers that decode or cut parameters first.
  const parts = segment.split('/').map((part) => part.split(';', 1)[0])
  return parts.some((part) => part === '.' || part === '..') ? undefined : segment
}

function decode(written: string): string | undefined {
  if (!written.includes('%')) return written
  try {
    return decodeURIComponent(written)
  } catch {
    return undefined
  }
}

function isAmbiguousSegment(segment: string): boolean {
  return segment === '' || segment.includes('/') || segment.includes(';') || STILL_ENCODED.test(segment)
}
