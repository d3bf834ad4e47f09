import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto'
import { attributeOf, bytesOf, childElements, childrenNamed, onlyChild, type XmlElement } from './elements.ts'
import { parseXml } from './parse-xml.ts'
import { signatureNamespace } from './signed-info.ts'

export const encryptionNamespace = 'http://www.w3.org/2001/04/xmlenc#'
const encryption11 = 'http://www.w3.org/2009/xmlenc11#'
const nonceLength = 12
const tagLength = 16

type DataCipher =
  | { readonly mode: 'gcm'; readonly name: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'; readonly keyLength: number }
  /** Says nothing about who wrote it: whoever is sent it must ask for a signature all the same. */
  | { readonly mode: 'cbc'; readonly name: string; readonly keyLength: number }

const dataCiphers: Readonly<Record<string, DataCipher>> = {
  [`${encryption11}aes128-gcm`]: { mode: 'gcm', name: 'aes-128-gcm', keyLength: 16 },
  [`${encryption11}aes192-gcm`]: { mode: 'gcm', name: 'aes-192-gcm', keyLength: 24 },
  [`${encryption11}aes256-gcm`]: { mode: 'gcm', name: 'aes-256-gcm', keyLength: 32 },
  [`${encryptionNamespace}aes128-cbc`]: { mode: 'cbc', name: 'aes-128-cbc', keyLength: 16 },
  [`${encryptionNamespace}aes192-cbc`]: { mode: 'cbc', name: 'aes-192-cbc', keyLength: 24 },
  [`${encryptionNamespace}aes256-cbc`]: { mode: 'cbc', name: 'aes-256-cbc', keyLength: 32 },
}

const oaepHashes: Readonly<Record<string, string>> = {
  [`${signatureNamespace}sha1`]: 'sha1',
  [`${encryptionNamespace}sha256`]: 'sha256',
  [`${encryptionNamespace}sha512`]: 'sha512',
}
const maskHashes: Readonly<Record<string, string>> = {
  [`${encryption11}mgf1sha1`]: 'sha1',
  [`${encryption11}mgf1sha256`]: 'sha256',
  [`${encryption11}mgf1sha512`]: 'sha512',
}

/**
 * The element that `encrypted` (an `EncryptedAssertion`, say) holds, as if it had come in clear; undefined for every
 * reason alike, since telling reasons apart is telling the content (XML Encryption 1.1, section 6). RSA 1.5 is not
 * spoken at all.
 */
export function decryptElement(encrypted: XmlElement, privateKey: KeyObject): XmlElement | undefined {
  try {
    const data = onlyChild(encrypted, encryptionNamespace, 'EncryptedData')
    const cipher = dataCiphers[algorithmOf(data)]
    const key = cipher && decryptKey(findEncryptedKey(encrypted, data), privateKey)
    const content = cipherBytes(data)
    if (cipher === undefined || key?.length !== cipher.keyLength || content === undefined) return undefined
    return parseXml(new TextDecoder('utf-8', { fatal: true }).decode(decryptData(cipher, key, content)))
  } catch {
    return undefined
  }
}

/** In the key's information, or beside the data: SAML knows both places. Several recipients are none of ours. */
function findEncryptedKey(encrypted: XmlElement, data: XmlElement | undefined): XmlElement | undefined {
  const inside = onlyChild(onlyChild(data, signatureNamespace, 'KeyInfo'), encryptionNamespace, 'EncryptedKey')
  const beside = childrenNamed(encrypted, encryptionNamespace, 'EncryptedKey')
  const [key, ...others] = inside === undefined ? beside : [inside, ...beside]
  return others.length === 0 ? key : undefined
}

function decryptKey(encryptedKey: XmlElement | undefined, privateKey: KeyObject): Uint8Array | undefined {
  const oaepHash = oaepHashOf(onlyChild(encryptedKey, encryptionNamespace, 'EncryptionMethod'))
  const content = cipherBytes(encryptedKey)
  if (oaepHash === undefined || content === undefined) return undefined
  return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, content)
}

/** OpenSSL's binding has one hash for both uses within OAEP, so a method with two is not spoken. */
function oaepHashOf(method: XmlElement | undefined): string | undefined {
  const digestMethod = method && onlyChild(method, signatureNamespace, 'DigestMethod')
  const digest = digestMethod === undefined ? 'sha1' : oaepHashes[attributeOf(digestMethod, 'Algorithm') ?? '']
  if (attributeOf(method, 'Algorithm') === `${encryptionNamespace}rsa-oaep-mgf1p`) return digest
  if (attributeOf(method, 'Algorithm') !== `${encryption11}rsa-oaep`) return undefined
  const maskMethod = method && onlyChild(method, encryption11, 'MGF')
  const mask = maskMethod === undefined ? 'sha1' : maskHashes[attributeOf(maskMethod, 'Algorithm') ?? '']
  return mask === digest ? digest : undefined
}

function decryptData(cipher: DataCipher, key: Uint8Array, content: Uint8Array): Uint8Array {
  if (cipher.mode === 'cbc') return unpadded(decryptCbc(cipher.name, key, content))
  if (content.length < nonceLength + tagLength) throw new Error('no room for a nonce and a tag')
  const nonce = content.subarray(0, nonceLength)
  const decipher = createDecipheriv(cipher.name, key, nonce, { authTagLength: tagLength })
  decipher.setAuthTag(content.subarray(-tagLength))
  return Buffer.concat([decipher.update(content.subarray(nonceLength, -tagLength)), decipher.final()])
}

function decryptCbc(name: string, key: Uint8Array, content: Uint8Array): Uint8Array {
  const decipher = createDecipheriv(name, key, content.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([decipher.update(content.subarray(16)), decipher.final()])
}

/** The last byte counts the padding; what the rest of it is, is open (XML Encryption 1.1, section 5.2). */
function unpadded(content: Uint8Array): Uint8Array {
  const padding = content.at(-1) ?? 0
  if (padding < 1 || padding > 16 || padding > content.length) throw new Error('no padding')
  return content.subarray(0, content.length - padding)
}

function algorithmOf(data: XmlElement | undefined): string {
  return attributeOf(onlyChild(data, encryptionNamespace, 'EncryptionMethod'), 'Algorithm') ?? ''
}

function cipherBytes(holder: XmlElement | undefined): Uint8Array | undefined {
  const cipherData = onlyChild(holder, encryptionNamespace, 'CipherData')
  if (cipherData === undefined || childElements(cipherData).length !== 1) return undefined
  return bytesOf(onlyChild(cipherData, encryptionNamespace, 'CipherValue'))
}
