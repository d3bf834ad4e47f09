import { hkdfSync } from 'node:crypto'
import { decryptAesGcm, encryptAesGcm, nonceLength } from './aes-gcm.ts'
import type { RandomBytes } from '../random-bytes.ts'

/** What is encrypted is bound to the key's own name and to these pairs, which decrypting must be given again. */
export interface CiphertextBinding {
  /** Region and id. */
  readonly key: KeyName
  readonly context: Readonly<Record<string, string>>
}

export interface KeyName {
  readonly region: string
  readonly keyId: string
}

const version = 1
const saltLength = 16

/** Encrypts under a key that never leaves: its name first, so that decrypting needs no other word of which key it was. */
export function encryptUnderKey(
  material: Uint8Array,
  plaintext: Uint8Array,
  binding: CiphertextBinding,
  random: RandomBytes,
): Buffer {
  const name = Buffer.from(JSON.stringify([binding.key.region, binding.key.keyId]))
  const salt = random(saltLength)
  const nonce = random(nonceLength)
  const parts = { key: keyOf(material, salt), nonce, additionalData: boundData(name, binding.context) }
  return Buffer.concat([Buffer.of(version, name.length), name, salt, nonce, encryptAesGcm(parts, plaintext)])
}

/** Which key a ciphertext is of; undefined for what is none. Nothing is checked before it decrypts. */
export function keyNameOf(ciphertext: Uint8Array): KeyName | undefined {
  const [read, length] = ciphertext
  if (read !== version || length === undefined || ciphertext.length < 2 + length) return undefined
  const [, region, keyId] = nameForm.exec(Buffer.from(ciphertext.subarray(2, 2 + length)).toString('utf8')) ?? []
  return region === undefined || keyId === undefined ? undefined : { region, keyId }
}

/** Undefined when a bit of it, the key or the context differs. */
export function decryptUnderKey(
  material: Uint8Array,
  ciphertext: Uint8Array,
  context: Readonly<Record<string, string>>,
): Buffer | undefined {
  if (keyNameOf(ciphertext) === undefined) return undefined
  const end = 2 + (ciphertext[1] ?? 0)
  const name = ciphertext.subarray(2, end)
  const salt = ciphertext.subarray(end, end + saltLength)
  const nonce = ciphertext.subarray(end + saltLength, end + saltLength + nonceLength)
  const sealed = ciphertext.subarray(end + saltLength + nonceLength)
  return decryptAesGcm({ key: keyOf(material, salt), nonce, additionalData: boundData(name, context) }, sealed)
}

const nameForm = /^\["([a-z0-9-]{1,32})","([A-Za-z0-9-]{1,64})"\]$/

/** A key of its own for each ciphertext: no number of them uses a nonce twice. */
function keyOf(material: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', material, salt, 'sallyport key ciphertext', 32))
}

function boundData(name: Uint8Array, context: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(context).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Buffer.concat([Buffer.of(version), name, Buffer.from(JSON.stringify(pairs))])
}
