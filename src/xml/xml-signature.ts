import { createHash, timingSafeEqual, verify, type KeyObject } from 'node:crypto'
import { canonicalForm } from './canonical-form.ts'
import { attributeOf, bytesOf, childElements, childrenNamed, isNamed, onlyChild, type XmlElement } from './elements.ts'
import { parseXml } from './parse-xml.ts'
import { canonicalPrefixes, readSignedInfo, signatureAlgorithms, signatureNamespace } from './signed-info.ts'

export type SignatureReading =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'invalid' }
  /** `root` is what was signed, parsed from the very text that was: read this, and forget the element. */
  | { readonly kind: 'signed'; readonly root: XmlElement }

/**
 * Verifies the enveloped signature that is a child of this element and covers exactly it. The keys come from whoever
 * is trusted: what the message says about keys is not looked at. `SignedInfo`, too, is read from what was signed.
 */
export async function readSigned(element: XmlElement, keys: readonly KeyObject[]): Promise<SignatureReading> {
  const [signature, ...others] = childrenNamed(element, signatureNamespace, 'Signature')
  if (signature === undefined) return { kind: 'unsigned' }
  const text = others.length === 0 ? await signedText(element, signature, keys) : undefined
  const root = text === undefined ? undefined : parseXml(text)
  return root === undefined ? { kind: 'invalid' } : { kind: 'signed', root }
}

async function signedText(
  element: XmlElement,
  signature: XmlElement,
  keys: readonly KeyObject[],
): Promise<string | undefined> {
  const signedInfo = onlyChild(signature, signatureNamespace, 'SignedInfo')
  const value = bytesOf(onlyChild(signature, signatureNamespace, 'SignatureValue'))
  if (signedInfo === undefined || value === undefined || !hasOnlyKnownParts(signature)) return undefined
  const ownPrefixes = canonicalPrefixes(childElements(signedInfo)[0])
  if (ownPrefixes === undefined) return undefined
  const infoText = await canonicalForm(signedInfo, { inclusivePrefixes: ownPrefixes })
  const info = readSignedInfo(parseXml(infoText))
  if (info === undefined || info.referencedId !== attributeOf(element, 'ID')) return undefined
  if (!keys.some((key) => isSignedBy(key, info.signatureAlgorithm, infoText, value))) return undefined
  const text = await canonicalForm(element, { inclusivePrefixes: info.prefixes, omitted: signature })
  if (text === '' || !isDigest(info.digest, createHash(info.digestHash).update(text).digest())) return undefined
  return text
}

/** No `Object`: nothing that is not read may come along. */
function hasOnlyKnownParts(signature: XmlElement): boolean {
  const names = ['SignedInfo', 'SignatureValue', 'KeyInfo']
  const children = childElements(signature)
  return (
    children.length <= names.length &&
    children.every((child, position) => isNamed(child, signatureNamespace, names[position] ?? ''))
  )
}

function isSignedBy(key: KeyObject, algorithm: string, text: string, value: Uint8Array): boolean {
  const { hash, keyType } = signatureAlgorithms[algorithm] ?? {}
  if (hash === undefined || key.asymmetricKeyType !== keyType) return false
  return verify(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, value)
}

function isDigest(claimed: Uint8Array, computed: Uint8Array): boolean {
  return claimed.length === computed.length && timingSafeEqual(claimed, computed)
}
