import type { KeyObject } from 'node:crypto'
import { decryptElement } from '../../../xml/decrypt-element.ts'
import {
  attributeOf,
  childElements,
  childrenNamed,
  decodeBase64,
  isNamed,
  onlyChild,
  textOf,
  type XmlElement,
} from '../../../xml/elements.ts'
import { parseXml } from '../../../xml/parse-xml.ts'
import { signatureNamespace } from '../../../xml/signed-info.ts'
import { readSigned } from '../../../xml/xml-signature.ts'
import { readAssertion } from './read-assertion.ts'
import type { SamlAssertion } from './saml-assertion.ts'
import { assertionNamespace, protocolNamespace, successStatus } from './saml-names.ts'

/** Cognito: a longer SAML response is refused. */
const mostCharacters = 100_000

export interface ResponseTrust {
  /** Of the provider's metadata. Any of them may have signed. */
  readonly keys: readonly KeyObject[]
  readonly decryptionKey: KeyObject
  /** Cognito: once a provider encrypts, an assertion in clear is refused. */
  readonly requiresEncryption: boolean
}

/** What a response says beside its assertion. It may be unsigned, so it can only add doubts. */
export interface ResponseEnvelope {
  readonly issuer: string | undefined
  readonly destination: string | undefined
  readonly inResponseTo: string | undefined
}

export type ResponseReading =
  | { readonly kind: 'assertion'; readonly assertion: SamlAssertion; readonly envelope: ResponseEnvelope }
  | { readonly kind: 'unreadable' }
  /** One kind for a signature that is absent or wrong, and for what cannot be decrypted. */
  | { readonly kind: 'untrusted'; readonly what: 'Response' | 'Assertion' }
  | { readonly kind: 'unencrypted' }
  /** The provider itself says that it did not sign anybody in. */
  | { readonly kind: 'unsuccessful'; readonly status: string }

/**
 * Reads a `SAMLResponse` of the HTTP-POST binding: its shape first, then its signatures, and then its assertion, from
 * nothing but the text that was signed. Every signature that is there must be right, and one must cover the assertion.
 */
export async function readResponse(encoded: string, trust: ResponseTrust): Promise<ResponseReading> {
  const response = parseEncoded(encoded)
  if (response === undefined || !isResponse(response)) return { kind: 'unreadable' }
  const signed = await readSigned(response, trust.keys)
  if (signed.kind === 'invalid') return { kind: 'untrusted', what: 'Response' }
  const root = signed.kind === 'signed' ? signed.root : response
  if (!isResponse(root)) return { kind: 'unreadable' }
  const status = statusOf(root)
  if (status !== successStatus) return { kind: 'unsuccessful', status: status ?? '' }

  const [clear] = childrenNamed(root, assertionNamespace, 'Assertion')
  const [encrypted] = childrenNamed(root, assertionNamespace, 'EncryptedAssertion')
  if (clear === undefined && encrypted === undefined) return { kind: 'unreadable' }
  if (encrypted === undefined && trust.requiresEncryption) return { kind: 'unencrypted' }
  const assertion = clear ?? (encrypted && decryptElement(encrypted, trust.decryptionKey))
  const covered = assertion && (await coveredAssertion(assertion, trust.keys, signed.kind === 'signed'))
  if (covered === undefined) return { kind: 'untrusted', what: 'Assertion' }
  const read = readAssertion(covered)
  return read === undefined
    ? { kind: 'unreadable' }
    : { kind: 'assertion', assertion: read, envelope: envelopeOf(root) }
}

/** White space within the Base64 is allowed (RFC 2045); nothing else that is not Base64 is. */
export function parseEncoded(encoded: string): XmlElement | undefined {
  const bytes = decodeBase64(encoded.replaceAll(/[\r\n\t ]/g, ''))
  if (bytes === undefined || bytes.length > mostCharacters * 4) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.length > mostCharacters ? undefined : parseXml(text)
  } catch {
    return undefined
  }
}

/**
 * A response with at most one assertion, right beneath it, and signatures right beneath what they sign: an assertion
 * that hides somewhere else, in whichever namespace, is what signature wrapping lives on.
 */
function isResponse(root: XmlElement): boolean {
  const known = [
    [assertionNamespace, 'Issuer'],
    [signatureNamespace, 'Signature'],
    [protocolNamespace, 'Status'],
    [assertionNamespace, 'Assertion'],
    [assertionNamespace, 'EncryptedAssertion'],
  ] as const
  const children = childElements(root)
  const isKnown = (child: XmlElement) => known.some(([namespace, name]) => isNamed(child, namespace, name))
  const assertions = everyNamed(root, ['Assertion', 'EncryptedAssertion'])
  return (
    isNamed(root, protocolNamespace, 'Response') &&
    attributeOf(root, 'Version') === '2.0' &&
    children.every(isKnown) &&
    assertions.length <= 1 &&
    assertions.every((assertion) => children.includes(assertion)) &&
    everyNamed(root, ['Response']).length === 0 &&
    everyNamed(root, ['Signature']).every(({ parentNode }) => parentNode === root || parentNode === assertions[0])
  )
}

/** In any namespace, at any depth. */
function everyNamed(root: XmlElement, names: readonly string[]): readonly XmlElement[] {
  return names.flatMap((name) => Array.from(root.getElementsByTagNameNS('*', name)))
}

/** The assertion as it was signed, by its own signature or within the signed response. */
async function coveredAssertion(
  assertion: XmlElement,
  keys: readonly KeyObject[],
  isResponseSigned: boolean,
): Promise<XmlElement | undefined> {
  if (!isLoneAssertion(assertion)) return undefined
  const signed = await readSigned(assertion, keys)
  if (signed.kind === 'signed') return isLoneAssertion(signed.root) ? signed.root : undefined
  return signed.kind === 'unsigned' && isResponseSigned ? assertion : undefined
}

/** What was decrypted could not be looked into before. */
function isLoneAssertion(element: XmlElement): boolean {
  return (
    isNamed(element, assertionNamespace, 'Assertion') &&
    everyNamed(element, ['Assertion', 'EncryptedAssertion', 'Response']).length === 0 &&
    everyNamed(element, ['Signature']).every(({ parentNode }) => parentNode === element)
  )
}

function statusOf(root: XmlElement): string | undefined {
  const status = onlyChild(root, protocolNamespace, 'Status')
  return attributeOf(onlyChild(status, protocolNamespace, 'StatusCode'), 'Value')
}

function envelopeOf(root: XmlElement): ResponseEnvelope {
  return {
    issuer: textOf(onlyChild(root, assertionNamespace, 'Issuer'))?.trim(),
    destination: attributeOf(root, 'Destination'),
    inResponseTo: attributeOf(root, 'InResponseTo'),
  }
}
