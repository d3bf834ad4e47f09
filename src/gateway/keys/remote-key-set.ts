import type { KeyObject } from 'node:crypto'
import { importPublicJwk } from '../../crypto/jose/jwk.ts'
import { isJsonObject, parseStrictJson } from '../../crypto/jose/strict-json.ts'
import { readBounded, type Fetch } from '../fetch.ts'

export interface KeySetRequest {
  readonly issuer: string
  /** Undefined where the issuer's discovery document is to say it. */
  readonly jwksUri: string | undefined
  readonly fetch: Fetch
  readonly milliseconds: number
}

const LARGEST_DOCUMENT_BYTES = 256 * 1024
const MOST_KEYS = 20

/** Fetches an issuer's key set. Throws where it cannot be had, or holds nothing to verify with. */
export async function fetchKeySet(request: KeySetRequest): Promise<ReadonlyMap<string, KeyObject>> {
  const document = await fetchJson(request, request.jwksUri ?? (await discoverJwksUri(request)))
  const jwks = document['keys']
  if (!Array.isArray(jwks) || jwks.length > MOST_KEYS) throw new Error(`no JWKS, or one of more than ${MOST_KEYS} keys`)
  const keys = new Map<string, KeyObject>()
  for (const jwk of jwks) {
    const imported = importPublicJwk(jwk)
    if (imported === undefined) continue
    if (keys.has(imported.kid)) throw new Error('two keys of one kid')
    keys.set(imported.kid, imported.key)
  }
  if (keys.size === 0) throw new Error('no usable key')
  return keys
}

/** OpenID Connect Discovery section 4.3: the document must name the very issuer it was asked of. */
async function discoverJwksUri(request: KeySetRequest): Promise<string> {
  const { issuer } = request
  const document = await fetchJson(request, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const { issuer: named, jwks_uri: jwksUri } = document
  if (named !== issuer) throw new Error('the discovery document names another issuer')
  if (typeof jwksUri !== 'string') throw new Error('the discovery document has no jwks_uri')
  return jwksUri
}

async function fetchJson(
  { fetch, milliseconds }: KeySetRequest,
  url: string,
): Promise<Readonly<Record<string, unknown>>> {
  requireSecure(url)
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(milliseconds),
  })
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
  const bytes = await readBounded(response, LARGEST_DOCUMENT_BYTES)
  const document = bytes === undefined ? undefined : parseStrictJson(bytes)
  if (!isJsonObject(document)) throw new Error(`${url} is no JSON object of at most ${LARGEST_DOCUMENT_BYTES} bytes`)
  return document
}

/** Plain HTTP only to this machine itself: anyone on the way could hand in keys of their own. */
function requireSecure(url: string) {
  const { protocol, hostname } = new URL(url)
  const isLoopback = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return
  throw new Error(`${url} is not https`)
}
