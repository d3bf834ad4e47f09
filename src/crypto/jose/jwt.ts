import type { KeyObject } from 'node:crypto'
import { signJws, verifyJws, verifyJwsSync, type FindKey, type JwsFailure, type VerifiedJws } from './jws.ts'
import { isJsonObject, parseStrictJson } from './strict-json.ts'

export type JwtClaims = Readonly<Record<string, unknown>>

export type JwtFailure = JwsFailure

export interface VerifiedJwt {
  readonly kind: 'ok'
  readonly kid: string
  readonly claims: JwtClaims
}

/** What a token may call itself; RFC 8725 section 3.11: a logout token or a DPoP proof is no access token. */
const acceptedTypes: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/at+jwt']

/** Signs claims off the event loop. Cognito: the header holds `kid` and `alg` in this order and no `typ`. */
export function signJwt(kid: string, claims: JwtClaims, privateKey: KeyObject): Promise<string> {
  return signJws({ kid, alg: 'RS256' }, JSON.stringify(claims), privateKey)
}

/**
 * Verifies form and signature of a token. Nothing else: issuer, audience, use and times are the caller's to check,
 * and a caller of many issuers must find keys by the issuer first.
 */
export async function verifyJwt(token: string, findKey: FindKey): Promise<VerifiedJwt | JwtFailure> {
  return readClaims(await verifyJws(token, findKey))
}

/** The same on the calling thread, for a hot path that checks one token at a time. */
export function verifyJwtSync(token: string, findKey: FindKey): VerifiedJwt | JwtFailure {
  return readClaims(verifyJwsSync(token, findKey))
}

/** Whether `exp` has passed. True as well when it is absent or no finite number: such a token never was valid. */
export function isJwtExpired(claims: JwtClaims, now: Date, skewSeconds = 0): boolean {
  const { exp } = claims
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return true
  return now.getTime() >= (exp + skewSeconds) * 1000
}

function readClaims(jws: VerifiedJws | JwsFailure): VerifiedJwt | JwtFailure {
  if (jws.kind !== 'ok') return jws
  const { kid, typ } = jws.header
  const claims = parseStrictJson(jws.payload)
  const type = typeof typ === 'string' ? typ.toLowerCase() : typ
  if (typeof kid !== 'string' || !isJsonObject(claims) || !acceptedTypes.includes(type)) return { kind: 'malformed' }
  return { kind: 'ok', kid, claims }
}
