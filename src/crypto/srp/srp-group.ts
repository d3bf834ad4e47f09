import { constants, createPrivateKey, createPublicKey, publicEncrypt } from 'node:crypto'

const primeHex =
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b' +
  '302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe6' +
  '49286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d' +
  '670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718' +
  '3995497cea956ae515d2261898fa051015728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7d' +
  'b3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c' +
  'bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff'

/** The prime N of RFC 3526 group 15. */
export const prime = BigInt(`0x${primeHex}`)
/** Cognito: the generator is RFC 3526's 2, not the 5 that RFC 5054 pairs with this prime. */
export const generator = 2n
/** Bytes of a group element: verifiers are kept at this length. */
export const elementLength = 384
/** k = H(pad(N) || pad(g)), a constant of the group. */
export const multiplier = 0x538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6n

/** Whether an element is safe as a base: 0, 1 and N-1 make a secret that anyone can compute. */
export function isSafeElement(value: bigint): boolean {
  return value > 1n && value < prime - 1n
}

/**
 * base ^ exponent mod N in OpenSSL, in constant time for the exponent; `base` must be safe and `exponent` at least 1.
 * A Diffie-Hellman private key without its public part gets it computed at import as g^x, so the base goes where
 * the generator belongs. This costs one exponentiation and checks no prime, as `createDiffieHellman` would.
 */
export function powerOfSecret(base: bigint, exponent: bigint): bigint {
  const privateKey = createPrivateKey({ key: dhPrivateKey(base, exponent), format: 'der', type: 'pkcs8' })
  return publicPart(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }))
}

/** The same for an exponent that is no secret, a fifth faster: RSA's public operation without padding, modulo N. */
export function powerOfPublic(base: bigint, exponent: bigint): bigint {
  const e = signedBytes(exponent).toString('base64url')
  const key = createPublicKey({ key: { kty: 'RSA', n: primeBase64Url, e }, format: 'jwk' })
  return fromBytes(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, elementBytes(base)))
}

/** The integer of big-endian bytes. */
export function fromBytes(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

/** A group element at its full length. */
export function elementBytes(element: bigint): Buffer {
  return Buffer.from(element.toString(16).padStart(elementLength * 2, '0'), 'hex')
}

/** Section 2.1's pad(): the shortest two's complement of a positive integer, as Java's BigInteger prints it. */
export function signedBytes(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

const primeBase64Url = Buffer.from(primeHex, 'hex').toString('base64url')
/** PKCS #3 dhKeyAgreement, 1.2.840.113549.1.3.1. */
const dhKeyAgreement = Buffer.from('06092a864886f70d010301', 'hex')
const encodedPrime = derInteger(prime)

function dhPrivateKey(base: bigint, exponent: bigint): Buffer {
  const algorithm = der(0x30, dhKeyAgreement, der(0x30, encodedPrime, derInteger(base)))
  return der(0x30, derInteger(0n), algorithm, der(0x04, derInteger(exponent)))
}

function derInteger(value: bigint): Buffer {
  return der(0x02, signedBytes(value))
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const size = content.length
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), content])
  if (size < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, size]), content])
  return Buffer.concat([Buffer.from([tag, 0x82, size >> 8, size & 0xff]), content])
}

/** The public key is the INTEGER inside the BIT STRING that follows the algorithm in a SubjectPublicKeyInfo. */
function publicPart(spki: Buffer): bigint {
  const info = derContent(spki, 0)
  const algorithm = derContent(spki, info.start)
  const bitString = derContent(spki, algorithm.end)
  const integer = derContent(spki, bitString.start + 1)
  return fromBytes(spki.subarray(integer.start, integer.end))
}

function derContent(bytes: Buffer, at: number): { start: number; end: number } {
  const first = bytes.readUInt8(at + 1)
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  const start = at + 2 + lengthBytes
  const size = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes)
  return { start, end: start + size }
}
