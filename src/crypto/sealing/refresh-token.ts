import { hkdfSync } from 'node:crypto'
import { decryptAesGcm, encryptAesGcm, nonceLength, tagLength } from './aes-gcm.ts'
import { decodeBase64Url } from '../base64url.ts'
import { systemRandomBytes, type RandomBytes } from '../random-bytes.ts'
import { decodeTokenContent, encodeTokenContent, type OpenedToken, type TokenValue } from './token-content.ts'

const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')
const keyPartLength = 256
const paddedSize = 768
const longestToken = 4096

/**
 * Seals a refresh token in the shape of Cognito's: a compact JWE of five parts, which clients count.
 *
 * Nonce, ciphertext and tag are AES-256-GCM, and the header is the bound data, as RFC 7516 has it. The second part is
 * not what the header says: no RSA key encrypts a content key, for only we ever open this. In its place stand 256
 * random bytes, the size of such a key; HKDF derives the content key from them and from `key`, so each token has a
 * key of its own and a changed byte there opens nothing.
 */
export function sealRefreshToken(
  value: TokenValue,
  key: Uint8Array,
  expiresAt: Date,
  random: RandomBytes = systemRandomBytes,
): string {
  const keyPart = random(keyPartLength)
  const nonce = random(nonceLength)
  const content = encodeTokenContent(value, expiresAt, paddedSize)
  const sealed = encryptAesGcm({ key: contentKey(key, keyPart), nonce, additionalData: Buffer.from(header) }, content)
  const end = sealed.length - tagLength
  const parts = [keyPart, nonce, sealed.subarray(0, end), sealed.subarray(end)]
  return [header, ...parts.map((part) => Buffer.from(part).toString('base64url'))].join('.')
}

/** Opens what `sealRefreshToken` made: its value, `expired`, or undefined for all that is not genuine. */
export function openRefreshToken(text: string, key: Uint8Array, now: Date): OpenedToken {
  if (text.length > longestToken) return undefined
  const [first, ...rest] = text.split('.', 6)
  const [keyPart, nonce, ciphertext, tag] = rest.map(decodeBase64Url)
  if (first !== header || rest.length !== 4 || !keyPart || !nonce || !ciphertext || !tag) return undefined
  if (keyPart.length !== keyPartLength || tag.length !== tagLength) return undefined
  const lock = { key: contentKey(key, keyPart), nonce, additionalData: Buffer.from(header) }
  return decodeTokenContent(decryptAesGcm(lock, Buffer.concat([ciphertext, tag])), now)
}

function contentKey(key: Uint8Array, keyPart: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, keyPart, 'sallyport refresh token', 32))
}
