import { decryptAesGcm, encryptAesGcm, nonceLength } from './aes-gcm.ts'
import { decodeBase64Url } from '../base64url.ts'
import { systemRandomBytes, type RandomBytes } from '../random-bytes.ts'
import { decodeTokenContent, encodeTokenContent, type OpenedToken, type TokenValue } from './token-content.ts'

export interface SealedTokenOptions {
  /** Binds the token to its use: one sealed as a Session opens as nothing else. */
  readonly purpose: string
  readonly expiresAt: Date
  /** The content is padded to this many bytes, so that its length tells nothing as long as it fits. */
  readonly paddedSize?: number
  /** Cognito: a Session is base64url, a SECRET_BLOCK is base64, which clients decode before they sign it. */
  readonly encoding?: 'base64' | 'base64url'
  readonly random?: RandomBytes
}

/** Cognito: its blobs are messages of the AWS Encryption SDK, which start with these bytes and so with `AYABe`. */
const prefix = Buffer.of(0x01, 0x80, 0x01, 0x78)

/** Seals a JSON object for a client to carry and bring back. `key` has 32 bytes, see `Sealer.keyFor`. */
export function sealToken(value: TokenValue, key: Uint8Array, options: SealedTokenOptions): string {
  const { purpose, expiresAt, paddedSize = 640, encoding = 'base64url', random = systemRandomBytes } = options
  const nonce = random(nonceLength)
  const content = encodeTokenContent(value, expiresAt, paddedSize)
  const sealed = encryptAesGcm({ key, nonce, additionalData: boundData(purpose) }, content)
  return Buffer.concat([prefix, nonce, sealed]).toString(encoding)
}

/** Opens what `sealToken` made for this purpose: its value, `expired`, or undefined for all that is not genuine. */
export function openToken(text: string, key: Uint8Array, purpose: string, now: Date): OpenedToken {
  const bytes = decodeBase64Url(text) ?? decodeBase64(text)
  if (bytes === undefined || !bytes.subarray(0, prefix.length).equals(prefix)) return undefined
  const nonce = bytes.subarray(prefix.length, prefix.length + nonceLength)
  const sealed = bytes.subarray(prefix.length + nonceLength)
  return decodeTokenContent(decryptAesGcm({ key, nonce, additionalData: boundData(purpose) }, sealed), now)
}

function boundData(purpose: string): Buffer {
  return Buffer.concat([prefix, Buffer.from(purpose)])
}

function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
