import { createHash } from 'node:crypto'
import type * as Jose from 'jose'
import { isEqualText } from '../constant-time.ts'

/** What a proof of possession is made for (RFC 9449 section 4.2). */
export interface ProvenCall {
  readonly method: string
  /** Without query and fragment. */
  readonly url: string
  /** The access token that comes with it, whose hash the proof then has. */
  readonly accessToken: string | undefined
}

export interface DpopProof {
  /** Of the key that its sender holds (RFC 7638). */
  readonly thumbprint: string
  /** Its own; a proof is good once. */
  readonly id: string
}

/** No symmetric one, and not `none`. */
export const proofAlgorithms = ['ES256', 'ES384', 'EdDSA', 'PS256', 'RS256']

/** How far a client's clock may be from ours, each way. */
export const proofSeconds = 60

/** The proof in a `DPoP` header, checked but for whether it has been used before (RFC 9449 section 4.3). */
export async function verifyDpopProof(proof: string, call: ProvenCall, now: Date): Promise<DpopProof | undefined> {
  const jose = await import('jose')
  const verified = await verify(jose, proof, now)
  if (verified === undefined) return undefined
  const { payload, protectedHeader: header } = verified
  const { jti: id, htm, htu, ath, iat } = payload
  if (typeof id !== 'string' || id === '' || id.length > 256 || typeof iat !== 'number') return undefined
  if (Math.abs(now.getTime() / 1000 - iat) > proofSeconds) return undefined
  if (htm !== call.method || typeof htu !== 'string' || !isSameUrl(htu, call.url)) return undefined
  if (call.accessToken !== undefined && !isHashOf(ath, call.accessToken)) return undefined
  const { jwk } = header
  if (jwk === undefined || Object.hasOwn(jwk, 'd') || jwk.kty === 'oct') return undefined
  return { thumbprint: await jose.calculateJwkThumbprint(jwk), id }
}

async function verify(
  { EmbeddedJWK, errors, jwtVerify }: typeof Jose,
  proof: string,
  now: Date,
): Promise<Jose.JWTVerifyResult | undefined> {
  try {
    return await jwtVerify(proof, EmbeddedJWK, { algorithms: proofAlgorithms, typ: 'dpop+jwt', currentDate: now })
  } catch (error) {
    // Keys that make no sense end in a TypeError.
    if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException)
      return undefined
    throw error
  }
}

/** RFC 9449 section 4.3: after the normalization of URLs, query and fragment aside. */
function isSameUrl(told: string, url: string): boolean {
  if (!URL.canParse(told)) return false
  const { origin, pathname } = new URL(told)
  const own = new URL(url)
  return origin === own.origin && pathname === own.pathname
}

function isHashOf(ath: unknown, accessToken: string): boolean {
  return typeof ath === 'string' && isEqualText(ath, createHash('sha256').update(accessToken).digest('base64url'))
}
