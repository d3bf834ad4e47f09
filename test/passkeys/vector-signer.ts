import { createPrivateKey, sign, type webcrypto } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { textOf, toText, type VectorSet } from './vectors.ts'

/** The hash of each COSE algorithm; EdDSA has its own inside. */
const hashes = new Map<number, string | null>([
  [-7, 'sha256'],
  [-35, 'sha384'],
  [-36, 'sha512'],
  [-257, 'sha256'],
  [-8, null],
])

/** Signs as the authenticator of a set does: the vectors have its private key too. */
export function vectorSigner(
  { registration }: VectorSet,
  { publicKey }: { readonly publicKey: Uint8Array },
): (signed: Uint8Array) => Uint8Array {
  const cose: Map<number, any> = isoCBOR.decodeFirst(Uint8Array.from(publicKey))
  const key = createPrivateKey({ key: privateJwk(cose, registration), format: 'jwk' })
  const hash = hashes.get(cose.get(3))
  if (hash === undefined) throw new Error(`no hash for ${cose.get(3)}`)
  return (signed) => sign(hash, signed, key)
}

function privateJwk(cose: Map<number, any>, fields: VectorSet['registration']): webcrypto.JsonWebKey {
  const part = (label: number): string => textOf(cose.get(label))
  const curves = ['P-256', 'P-384', 'P-521']
  switch (cose.get(1)) {
    case 1:
      return { kty: 'OKP', crv: 'Ed25519', x: part(-2), d: toText(fields.private_key) }
    case 2: {
      const d = toText(fields.credential_private_key)
      return { kty: 'EC', crv: curves[cose.get(-1) - 1] ?? '', x: part(-2), y: part(-3), d }
    }
    default:
      return { kty: 'RSA', n: part(-1), e: part(-2), ...rsaParts(BigInt(`0x${toHex(cose.get(-2))}`)) }
  }
}

/** The specification writes these primes as powers, of which the copy of its vectors keeps the first digit only. */
const [p, q] = [2n ** 2203n - 1n, 2n ** 1279n - 1n]

/** RFC 8017 section 3.2: everything follows from the primes and the public exponent. */
function rsaParts(e: bigint): webcrypto.JsonWebKey {
  const d = inverse(e, (p - 1n) * (q - 1n))
  const parts = { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, numberText(value)]))
}

function inverse(number: bigint, modulus: bigint): bigint {
  let [previous, current, rest, divisor] = [0n, 1n, modulus, number % modulus]
  while (divisor !== 0n) {
    const quotient = rest / divisor
    ;[previous, current] = [current, previous - quotient * current]
    ;[rest, divisor] = [divisor, rest - quotient * divisor]
  }
  return previous < 0n ? previous + modulus : previous
}

function numberText(number: bigint): string {
  const hex = number.toString(16)
  return toText(hex.length % 2 === 0 ? hex : `0${hex}`)
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
