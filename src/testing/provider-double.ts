import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'
import { OutboundFault, type OutboundFetch, type OutboundInit } from '../ports/outbound-fetch.ts'

export interface DoubleRequest {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** Of a form, or of the query where there is none. */
  readonly form: Readonly<Record<string, string>>
}

/** A provider that is nowhere but in the test: it answers what is asked of it through the port. */
export interface ProviderDouble {
  readonly fetch: OutboundFetch
  readonly issuer: string
  readonly requests: readonly DoubleRequest[]
  /** What it publishes beside its endpoints, and in their place. */
  discovery: Readonly<Record<string, unknown>>
  /** Set in place of what an endpoint would answer, by its path. */
  readonly answers: Map<string, (request: DoubleRequest) => Response | Promise<Response>>
  /** The claims of the next ID tokens, beside those that every one has. */
  idToken: Readonly<Record<string, unknown>>
  /** The whole ID token, in place of one that is signed here. */
  rawIdToken: ((claims: JWTPayload) => Promise<string> | string) | undefined
  userInfo: Readonly<Record<string, unknown>> | undefined
  /** Signs with the published key. */
  readonly sign: (claims: JWTPayload, header?: { readonly alg?: string; readonly kid?: string }) => Promise<string>
  readonly jwks: { keys: JWK[] }
}

const keys = new Map<string, Promise<{ readonly privateKey: CryptoKey; readonly jwk: JWK }>>()

async function keyFor(alg: string): Promise<{ readonly privateKey: CryptoKey; readonly jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `key of ${alg}`, alg, use: 'sig' } }
}

function sharedKey(alg: string): Promise<{ readonly privateKey: CryptoKey; readonly jwk: JWK }> {
  const known = keys.get(alg) ?? keyFor(alg)
  keys.set(alg, known)
  return known
}

export async function providerDouble({
  issuer = 'https://idp.example',
  clientId = 'pool',
  now = () => new Date('2026-03-01T12:00:00Z'),
}: {
  readonly issuer?: string
  readonly clientId?: string
  readonly now?: () => Date
} = {}): Promise<ProviderDouble> {
  const requests: DoubleRequest[] = []
  const { jwk } = await sharedKey('RS256')
  const double: ProviderDouble = {
    issuer,
    requests,
    discovery: {},
    answers: new Map(),
    idToken: {},
    rawIdToken: undefined,
    userInfo: undefined,
    jwks: { keys: [jwk] },
    async sign(claims, { alg = 'RS256', kid = `key of ${alg}` } = {}) {
      return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign((await sharedKey(alg)).privateKey)
    },
    async fetch(text, init = {}) {
      const url = new URL(text)
      if (url.origin !== new URL(issuer).origin) throw new OutboundFault('refused', `${text} is another's`)
      const request = { url, method: init.method ?? 'GET', headers: init.headers ?? {}, form: formOf(url, init) }
      requests.push(request)
      const own = double.answers.get(url.pathname)
      return own === undefined ? answer(request) : own(request)
    },
  }

  async function answer({ url, form }: DoubleRequest): Promise<Response> {
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return Response.json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          ...(double.userInfo && { userinfo_endpoint: `${issuer}/userinfo` }),
          ...double.discovery,
        })
      case '/jwks':
        return Response.json(double.jwks)
      case '/token': {
        const seconds = Math.floor(now().getTime() / 1000)
        const claims = {
          iss: issuer,
          aud: clientId,
          iat: seconds,
          exp: seconds + 300,
          sub: form.code,
          ...double.idToken,
        }
        const id_token = await (double.rawIdToken ?? double.sign)(claims)
        return Response.json({ access_token: `access of ${form.code}`, token_type: 'Bearer', id_token })
      }
      case '/userinfo':
        return Response.json(double.userInfo ?? {})
      default:
        return new Response('', { status: 404 })
    }
  }
  return double
}

/** A kind of key that the double can sign with too. */
export async function publishedKey(alg: string): Promise<JWK> {
  return (await sharedKey(alg)).jwk
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function formOf(url: URL, { body }: OutboundInit): Readonly<Record<string, string>> {
  return Object.fromEntries(body === undefined ? url.searchParams : new URLSearchParams(body))
}
