import { createCipheriv, createDecipheriv } from 'node:crypto'

export const nonceLength = 12
export const tagLength = 16

export interface AesGcmKey {
  /** 32 bytes. */
  readonly key: Uint8Array
  /** 12 bytes, never used twice with one key. */
  readonly nonce: Uint8Array
  /** What the ciphertext is bound to without holding it. */
  readonly additionalData: Uint8Array
}

/** AES-256-GCM: the ciphertext followed by its 128-bit tag. */
export function encryptAesGcm({ key, nonce, additionalData }: AesGcmKey, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(additionalData)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** The plaintext, or undefined when a bit of key, nonce, bound data, ciphertext or tag differs. */
export function decryptAesGcm({ key, nonce, additionalData }: AesGcmKey, sealed: Uint8Array): Buffer | undefined {
  if (nonce.length !== nonceLength || sealed.length < tagLength) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAAD(additionalData)
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength))
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - tagLength))
  try {
    return Buffer.concat([plaintext, decipher.final()])
  } catch {
    // The tag does not fit; OpenSSL has no other way to say so.
    return undefined
  }
}
