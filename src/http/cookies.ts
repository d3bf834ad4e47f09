export interface Cookie {
  readonly name: string
  /** Cookie octets only (RFC 6265 section 4.1.1): encode anything else, base64url by preference. */
  readonly value: string
  /** Absent: a session cookie. */
  readonly maxAgeSeconds?: number
  readonly path?: string
  readonly domain?: string
  readonly sameSite?: 'Strict' | 'Lax' | 'None'
  readonly httpOnly?: boolean
  readonly secure?: boolean
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const octets = /^[\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]*$/
const attribute = /^[\x20-\x3A\x3C-\x7E]+$/
const maxBytes = 4096

/**
 * Reads a `Cookie` field. A name sent twice with different values is left out: a neighbouring host can plant
 * a second cookie of the same name, and nothing in the request tells which is ours.
 */
export function parseCookies(field: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const part of (field ?? '').split(';')) {
    const equals = part.indexOf('=')
    if (equals === -1) continue
    const name = part.slice(0, equals).trim()
    const value = unquote(part.slice(equals + 1).trim())
    if (!token.test(name) || !octets.test(value)) continue
    const earlier = cookies.get(name)
    if (earlier !== undefined && earlier !== value) ambiguous.add(name)
    cookies.set(name, value)
  }
  for (const name of ambiguous) cookies.delete(name)
  return cookies
}

/** Writes a `Set-Cookie` value: HttpOnly, Secure, SameSite=Lax and Path=/ unless told otherwise. */
export function serializeCookie(cookie: Cookie): string {
  const { name, value, maxAgeSeconds, path = '/', domain, sameSite = 'Lax', httpOnly = true, secure = true } = cookie
  const broken = findBrokenRule({ name, value, path, domain, sameSite, secure, maxAgeSeconds })
  if (broken) throw new TypeError(`Cookie ${JSON.stringify(name)}: ${broken}`)
  const lifetime = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
  const scope = domain === undefined ? `; Path=${path}` : `; Path=${path}; Domain=${domain}`
  const flags = `${secure ? '; Secure' : ''}${httpOnly ? '; HttpOnly' : ''}; SameSite=${sameSite}`
  return `${name}=${value}${lifetime}${scope}${flags}`
}

/** The `Set-Cookie` value that removes a cookie; name, path and domain must be those it was set with. */
export function serializeRemoval(cookie: Omit<Cookie, 'value' | 'maxAgeSeconds'>): string {
  return serializeCookie({ ...cookie, value: '', maxAgeSeconds: 0 })
}

type Written = Pick<Cookie, 'name' | 'value' | 'domain' | 'maxAgeSeconds'> & {
  path: string
  sameSite: string
  secure: boolean
}

/** Browsers drop a cookie that breaks one of these without a word, so a mistake is better loud (RFC 6265bis). */
function findBrokenRule({ name, value, path, domain, sameSite, secure, maxAgeSeconds }: Written): string | undefined {
  if (!token.test(name)) return 'the name is not a token'
  if (!octets.test(value)) return 'the value has characters that a cookie cannot carry'
  if (name.length + value.length > maxBytes) return `name and value exceed ${maxBytes} bytes`
  if (!attribute.test(path) || !path.startsWith('/')) return 'the path is malformed'
  if (domain !== undefined && !attribute.test(domain)) return 'the domain is malformed'
  if (maxAgeSeconds !== undefined && !Number.isSafeInteger(maxAgeSeconds)) return 'the lifetime is not whole seconds'
  if (sameSite === 'None' && !secure) return 'SameSite=None requires Secure'
  const prefix = name.toLowerCase()
  if (prefix.startsWith('__secure-') && !secure) return 'the __Secure- prefix requires Secure'
  if (!prefix.startsWith('__host-')) return undefined
  if (!secure || path !== '/' || domain !== undefined) return 'the __Host- prefix requires Secure, Path=/ and no Domain'
  return undefined
}

function unquote(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
}
