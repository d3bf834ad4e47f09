import { hkdfSync } from 'node:crypto'
import { decryptAesGcm, encryptAesGcm, nonceLength } from './aes-gcm.ts'
import { decodeBase64Url } from '../base64url.ts'
import { systemRandomBytes, type RandomBytes } from '../random-bytes.ts'

/** Seals records at rest. At most 2^32 of them under one data key: then a new data key is due. */
export interface Sealer {
  /** `context` names the place (table, pool, row, column): what is sealed for one place opens in no other. */
  readonly seal: (plaintext: Uint8Array, context: string) => string
  /** Undefined when the text was not sealed by this data key for this context, or was changed since. */
  readonly open: (sealed: string, context: string) => Uint8Array | undefined
  /** A 32-byte key of its own for each purpose, always the same under one data key: for HMACs and sealed tokens. */
  readonly keyFor: (purpose: string) => Uint8Array
}

const keyLength = 32
const version = 1
const dataKeyContext = 'sallyport data key'

/** A fresh data key, sealed under the master key: what is stored. */
export function newDataKey(masterKey: Uint8Array, random: RandomBytes = systemRandomBytes): string {
  return sealUnder(wrappingKey(masterKey), random(keyLength), dataKeyContext, random)
}

/** The same data key sealed under another master key: rotation without touching a record. */
export function rewrapDataKey(
  wrappedDataKey: string,
  masterKey: Uint8Array,
  nextMasterKey: Uint8Array,
  random: RandomBytes = systemRandomBytes,
): string {
  return sealUnder(wrappingKey(nextMasterKey), unwrap(masterKey, wrappedDataKey), dataKeyContext, random)
}

/** Opens the data key once and seals with it from then on. Throws when the master key does not fit. */
export function openSealer({
  masterKey,
  wrappedDataKey,
  random = systemRandomBytes,
}: {
  readonly masterKey: Uint8Array
  readonly wrappedDataKey: string
  readonly random?: RandomBytes
}): Sealer {
  const dataKey = unwrap(masterKey, wrappedDataKey)
  const sealingKey = subKey(dataKey, 'seal')
  return {
    seal: (plaintext, context) => sealUnder(sealingKey, plaintext, context, random),
    open: (sealed, context) => openUnder(sealingKey, sealed, context),
    keyFor: (purpose) => subKey(dataKey, `purpose ${purpose}`),
  }
}

function unwrap(masterKey: Uint8Array, wrappedDataKey: string): Uint8Array {
  const dataKey = openUnder(wrappingKey(masterKey), wrappedDataKey, dataKeyContext)
  if (dataKey === undefined) throw new Error('the data key does not open under this master key')
  return dataKey
}

function wrappingKey(masterKey: Uint8Array): Uint8Array {
  if (masterKey.length !== keyLength) throw new RangeError('a master key must be 32 bytes')
  return subKey(masterKey, 'wrap')
}

/** No key serves two algorithms or two ends: each gets its own by HKDF (RFC 5869). */
function subKey(key: Uint8Array, info: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), `sallyport ${info}`, keyLength))
}

/** Version byte, nonce, ciphertext and tag, in base64url; the version is bound with the context. */
function sealUnder(key: Uint8Array, plaintext: Uint8Array, context: string, random: RandomBytes): string {
  const nonce = random(nonceLength)
  const sealed = encryptAesGcm({ key, nonce, additionalData: boundData(context) }, plaintext)
  return Buffer.concat([Buffer.of(version), nonce, sealed]).toString('base64url')
}

function openUnder(key: Uint8Array, text: string, context: string): Uint8Array | undefined {
  const bytes = decodeBase64Url(text)
  if (bytes === undefined || bytes[0] !== version) return undefined
  const nonce = bytes.subarray(1, 1 + nonceLength)
  const plaintext = decryptAesGcm({ key, nonce, additionalData: boundData(context) }, bytes.subarray(1 + nonceLength))
  return plaintext && Uint8Array.from(plaintext)
}

function boundData(context: string): Buffer {
  return Buffer.concat([Buffer.of(version), Buffer.from(context)])
}
