import { createPublicKey } from 'node:crypto'

/** Labels of COSE keys (RFC 9052 section 7, RFC 9053 section 7, RFC 8230 section 4). */
const label = { kty: 1, alg: 3, crv: -1, x: -2, y: -3, n: -1, e: -2 } as const
const smallestModulusBits = 2048

interface KeyForm {
  readonly kty: number
  readonly crv?: readonly [cose: number, jwk: string]
}

/** The one form of key that each algorithm may have (RFC 9053 section 2, WebAuthn Level 3 section 5.8.5). */
const forms: ReadonlyMap<unknown, KeyForm> = new Map([
  [-7, { kty: 2, crv: [1, 'P-256'] }],
  [-35, { kty: 2, crv: [2, 'P-384'] }],
  [-36, { kty: 2, crv: [3, 'P-521'] }],
  [-8, { kty: 1, crv: [6, 'Ed25519'] }],
  [-257, { kty: 3 }],
])

/** Whether signatures of the key can be verified: its parts fit its algorithm, and are a point or a modulus of size. */
export function isUsableCoseKey(key: ReadonlyMap<unknown, unknown>): boolean {
  const form = forms.get(key.get(label.alg))
  if (form === undefined || key.get(label.kty) !== form.kty) return false
  if (form.crv !== undefined && key.get(label.crv) !== form.crv[0]) return false
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: toJwk(key, form), format: 'jwk' })
    return form.crv !== undefined || (asymmetricKeyDetails?.modulusLength ?? 0) >= smallestModulusBits
  } catch {
    // OpenSSL refuses a point that is not on its curve by throwing.
    return false
  }
}

/** Whether an encoded key signs with ECDSA. Canonical CBOR has the kind of the key first (RFC 8949 section 4.2.1). */
export function isEllipticCurveKey(encoded: Uint8Array): boolean {
  return encoded[1] === label.kty && encoded[2] === 2
}

function toJwk(key: ReadonlyMap<unknown, unknown>, { kty, crv }: KeyForm): Record<string, string> {
  const part = (name: number): string => {
    const bytes = key.get(name)
    return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64url') : ''
  }
  if (crv === undefined) return { kty: 'RSA', n: part(label.n), e: part(label.e) }
  const point = { crv: crv[1], x: part(label.x) }
  return kty === 1 ? { kty: 'OKP', ...point } : { kty: 'EC', ...point, y: part(label.y) }
}
