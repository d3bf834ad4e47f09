import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { decodeBase64Url } from '../base64url.ts'
import { isRocaModulus } from './rsa-roca.ts'
import { isJsonObject } from './strict-json.ts'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A key as a pool's JWKS prints it. */
export interface PublicJwk {
  readonly alg: 'RS256'
  readonly e: string
  readonly kid: string
  readonly kty: 'RSA'
  readonly n: string
  readonly use: 'sig'
}

const leastModulusBits = 2048
/** Beyond this a single verification would take longer than a request may. */
const largestModulusBits = 8192
const leastExponent = 65_537n
const generate = promisify(generateKeyPair)

/** A fresh RSA key pair, made in the thread pool (a tenth of a second and up). */
export async function generateSigningKey(modulusLength: 2048 | 3072 | 4096 = 2048): Promise<SigningKey> {
  const { privateKey, publicKey } = await generate('rsa', { modulusLength, publicExponent: 0x10001 })
  return { kid: keyId(publicKey), privateKey, publicKey }
}

/** The private key as PKCS #8 in DER: to be sealed before it is stored. */
export function exportSigningKey({ privateKey }: SigningKey): Uint8Array {
  return Uint8Array.from(privateKey.export({ format: 'der', type: 'pkcs8' }))
}

/** The same key again, under the same `kid`. Throws when the bytes are no RSA private key fit for RS256. */
export function importSigningKey(pkcs8: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  if (!isVerificationKey(publicKey)) throw new TypeError('a signing key must be RSA of 2048 bits or more')
  return { kid: keyId(publicKey), privateKey, publicKey }
}

/** Cognito: members in this order, no `x5c`, no `key_ops`. */
export function publicJwk({ kid, publicKey }: Pick<SigningKey, 'kid' | 'publicKey'>): PublicJwk {
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' })
  return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }
}

/**
 * Reads one key of somebody's JWKS; undefined when it is not an RSA public key meant for RS256 signatures, or too
 * weak. A key that comes with its private part is refused: whoever published it has lost it.
 */
export function importPublicJwk(jwk: unknown): { readonly kid: string; readonly key: KeyObject } | undefined {
  if (!isJsonObject(jwk) || jwk.kty !== 'RSA' || typeof jwk.kid !== 'string' || !isForRs256(jwk)) return undefined
  const { kid, n, e } = jwk
  if (typeof n !== 'string' || typeof e !== 'string' || 'd' in jwk) return undefined
  if (n.length > largestModulusBits / 6 + 4 || !decodeBase64Url(e)) return undefined
  const modulus = decodeBase64Url(n)
  if (modulus === undefined) return undefined
  const key = publicKeyOf(n, e)
  if (key === undefined || !isVerificationKey(key) || isRocaModulus(modulus)) return undefined
  return { kid, key }
}

/** Whether a key may verify RS256: RSA of 2048 bits or more (RFC 7518 section 3.3) with a usual exponent. */
export function isVerificationKey(key: KeyObject): boolean {
  if (key.type !== 'public' || key.asymmetricKeyType !== 'rsa') return false
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  if (modulusLength < leastModulusBits || modulusLength > largestModulusBits) return false
  return publicExponent >= leastExponent && publicExponent % 2n === 1n
}

function isForRs256({ use, alg, key_ops: operations }: Readonly<Record<string, unknown>>): boolean {
  if (use !== undefined && use !== 'sig') return false
  if (alg !== undefined && alg !== 'RS256') return false
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'))
}

function publicKeyOf(n: string, e: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  } catch {
    // OpenSSL refuses a modulus or an exponent of no size.
    return undefined
  }
}

/** Cognito: a `kid` is 44 characters of base64. Ours is the thumbprint of RFC 7638, so it follows from the key. */
function keyId(publicKey: KeyObject): string {
  const { e, n } = publicKey.export({ format: 'jwk' })
  return createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64')
}
