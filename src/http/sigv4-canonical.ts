import { createHash, createHmac } from 'node:crypto'

/** What Signature Version 4 covers of one request. Values are as received; encoding and sorting happen here. */
export interface SignedParts {
  readonly method: string
  readonly path: string
  /** Without `?`, and without `X-Amz-Signature` when the signature travels in the query. */
  readonly query: string
  /** Fields named by SignedHeaders, lower case, with every value in the order received. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Hex SHA-256 of the body, or the literal that stands for it. */
  readonly payloadHash: string
  /** Resolve dot and empty segments, as every service but S3 does. */
  readonly normalizesPath?: boolean
  /** S3 takes a path as it is spelled, where other services encode it once more. */
  readonly encodesPath?: boolean
}

export interface CredentialScope {
  /** yyyymmdd */
  readonly date: string
  readonly region: string
  readonly service: string
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

export function canonicalRequest(parts: SignedParts): string {
  const names = [...parts.headers.keys()].toSorted()
  const lines = names.map((name) => `${name}:${(parts.headers.get(name) ?? []).map(trimField).join(',')}\n`)
  const path =
    parts.encodesPath === false ? strictPath(parts.path) : canonicalPath(parts.path, parts.normalizesPath ?? true)
  const query = canonicalQuery(parts.query)
  return [parts.method, path, query, lines.join(''), names.join(';'), parts.payloadHash].join('\n')
}

export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`
}

/** `timestamp` is that of X-Amz-Date, yyyymmddThhmmssZ. */
export function stringToSign(canonical: string, timestamp: string, scope: CredentialScope): string {
  return `AWS4-HMAC-SHA256\n${timestamp}\n${scopeText(scope)}\n${sha256Hex(canonical)}`
}

export function deriveSigningKey(secret: string, scope: CredentialScope): Buffer {
  const dateKey = hmac(Buffer.from(`AWS4${secret}`), scope.date)
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request')
}

export function sign(signingKey: Uint8Array, text: string): Buffer {
  return hmac(signingKey, text)
}

/** Sorts by encoded name, then by encoded value, each decoded once and encoded as Signature Version 4 wants it. */
export function canonicalQuery(query: string): string {
  if (query === '') return ''
  const pairs = query
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=')
      return equals === -1 ? [reencode(part), ''] : [reencode(part.slice(0, equals)), reencode(part.slice(equals + 1))]
    })
  return pairs
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** The path with everything encoded that Signature Version 4 encodes: what is sent so is read in one way only. */
export function strictPath(path: string): string {
  return path.split('/').map(reencode).join('/')
}

/** The path as received, encoded once more: what a client sent as `%20` counts as `%2520`. */
export function canonicalPath(path: string, normalizes: boolean): string {
  return (normalizes ? resolveSegments(path) : path).split('/').map(encode).join('/') || '/'
}

function resolveSegments(path: string): string {
  const resolved: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') resolved.pop()
    else if (segment !== '' && segment !== '.') resolved.push(segment)
  }
  const end = resolved.length > 0 && path.endsWith('/') ? '/' : ''
  return `/${resolved.join('/')}${end}`
}

function reencode(text: string): string {
  return text.replace(
    /((?:%[0-9A-Fa-f]{2})+)|([^%]+|%)/g,
    (_, escaped: string | undefined, plain: string | undefined) =>
      escaped === undefined ? encode(plain ?? '') : encodeBytes(Buffer.from(escaped.replaceAll('%', ''), 'hex')),
  )
}

/** Percent-encodes all but the unreserved characters of RFC 3986, which encodeURIComponent does not quite. */
function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~]+/g, (run) => encodeBytes(Buffer.from(run)))
}

function encodeBytes(bytes: Buffer): string {
  let text = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    text += unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return text
}

const unreserved = /^[A-Za-z0-9\-._~]$/

function trimField(value: string): string {
  return value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
