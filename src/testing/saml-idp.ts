import {
  createCipheriv,
  createHash,
  generateKeyPairSync,
  publicEncrypt,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { selfSignedCertificate } from '../crypto/certificates/x509.ts'
import { canonicalForm, exclusiveCanonicalization } from '../xml/canonical-form.ts'
import { attributeOf, isElement, type XmlElement } from '../xml/elements.ts'
import { parseXml } from '../xml/parse-xml.ts'
import { idpMetadata } from './saml-metadata.ts'

/** Whoever signs responses: a provider, or somebody who would like to be one. */
export interface SamlIdp {
  readonly entityId: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** Base64 of DER. */
  readonly certificate: string
  readonly metadata: string
}

/** Keys cost a tenth of a second: make one per file. */
export function samlIdp(
  entityId = 'https://idp.example/entity',
  pair: Pick<SamlIdp, 'privateKey' | 'publicKey'> = generateKeyPairSync('rsa', { modulusLength: 2048 }),
): SamlIdp {
  const notBefore = new Date('2026-01-01T00:00:00Z')
  const notAfter = new Date('2060-01-01T00:00:00Z')
  const der = selfSignedCertificate({ name: 'idp', serialNumber: Uint8Array.of(1), notBefore, notAfter, ...pair })
  const certificate = Buffer.from(der).toString('base64')
  const metadata = idpMetadata((xml) =>
    xml.replace(/(<ds:X509Certificate>)[^<]*/, `$1${certificate}`).replace('https://idp.example/entity', entityId),
  )
  return { entityId, ...pair, certificate, metadata }
}

export interface ResponseContent {
  readonly idp: SamlIdp
  readonly recipient: string
  readonly audience: string
  readonly now: Date
  readonly requestId: string | undefined
  readonly nameId?: string
  readonly attributes?: Readonly<Record<string, readonly string[]>>
  readonly signs?: 'assertion' | 'response' | 'both' | 'none'
  /** Encrypts the assertion for this certificate (DER). */
  readonly encryptFor?: Uint8Array
  readonly cipher?: 'gcm' | 'cbc'
  readonly assertionId?: string
  /** Changes the text before anything of it is signed. */
  readonly edit?: (xml: string) => string
}

/** A `samlp:Response` in XML, about somebody who signed in just now. */
export async function samlResponse(content: ResponseContent): Promise<string> {
  const { idp, signs = 'assertion', edit = (xml) => xml } = content
  const text = edit(unsignedResponse(content))
  const withAssertion =
    signs === 'assertion' || signs === 'both' ? await signElement(text, assertionIdOf(text), idp) : text
  const encrypted = content.encryptFor === undefined ? withAssertion : encryptAssertion(withAssertion, content)
  return signs === 'response' || signs === 'both' ? signElement(encrypted, '_response', idp) : encrypted
}

export function encoded(xml: string): string {
  return Buffer.from(xml).toString('base64')
}

function assertionIdOf(text: string): string {
  return /<saml:Assertion [^>]*ID="([^"]+)"/.exec(text)?.[1] ?? ''
}

function unsignedResponse({
  idp,
  recipient,
  audience,
  now,
  requestId,
  nameId = 'ada',
  attributes = {},
  assertionId = '_assertion',
}: ResponseContent): string {
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString()
  const inResponseTo = requestId === undefined ? '' : ` InResponseTo="${requestId}"`
  const statement = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${escaped(name)}">${values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  )
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="${at(0)}" Destination="${recipient}"${inResponseTo}><saml:Issuer>${idp.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${assertionId}" Version="2.0" IssueInstant="${at(0)}"><saml:Issuer>${idp.entityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${escaped(nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(300)}" Recipient="${recipient}"${inResponseTo}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(-5)}" NotOnOrAfter="${at(300)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(0)}" SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${statement.length > 0 ? `<saml:AttributeStatement>${statement.join('')}</saml:AttributeStatement>` : ''}</saml:Assertion></samlp:Response>`
}

export interface SigningOptions {
  readonly signatureAlgorithm?: string
  readonly digestAlgorithm?: string
  readonly canonicalization?: string
  readonly transforms?: readonly string[]
  readonly hash?: string
  /** What the reference says, and which text is digested, where they are not those of the element. */
  readonly referenceUri?: string
  readonly digestOf?: string
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#'
const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'

/** The text with an enveloped signature right after the issuer of the element that has this id. */
export async function signElement(
  xml: string,
  id: string,
  idp: Pick<SamlIdp, 'privateKey' | 'certificate'>,
  options: SigningOptions = {},
): Promise<string> {
  const root = parseXml(xml)
  const element = root && withId(root, id)
  if (element === undefined) throw new Error(`nothing has the id ${id}`)
  const hash = options.hash ?? 'sha256'
  const text = options.digestOf ?? (await canonicalForm(element))
  const digest = createHash(hash).update(text).digest('base64')
  const transforms = (options.transforms ?? [envelopedSignature, exclusiveCanonicalization])
    .map((algorithm) => `<ds:Transform Algorithm="${algorithm}"></ds:Transform>`)
    .join('')
  const info = `<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="${options.canonicalization ?? exclusiveCanonicalization}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${options.signatureAlgorithm ?? `${more}${idp.privateKey.asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa'}-sha256`}"></ds:SignatureMethod><ds:Reference URI="${options.referenceUri ?? `#${id}`}"><ds:Transforms>${transforms}</ds:Transforms><ds:DigestMethod Algorithm="${options.digestAlgorithm ?? 'http://www.w3.org/2001/04/xmlenc#sha256'}"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`
  const value = sign(hash, Buffer.from(info), { key: idp.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64')
  const signature = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${info.replace(' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', '')}<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${idp.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`
  const start = xml.indexOf(`ID="${id}"`)
  const place = xml.indexOf('</saml:Issuer>', start) + '</saml:Issuer>'.length
  return xml.slice(0, place) + signature + xml.slice(place)
}

function withId(root: XmlElement, id: string): XmlElement | undefined {
  if (attributeOf(root, 'ID') === id) return root
  return Array.from(root.getElementsByTagName('*'))
    .filter(isElement)
    .find((element) => attributeOf(element, 'ID') === id)
}

/** The text with its assertion encrypted for whom the options name. */
function encryptAssertion(xml: string, { encryptFor = new Uint8Array(), cipher = 'gcm' }: ResponseContent): string {
  const start = xml.indexOf('<saml:Assertion')
  const end = xml.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length
  return xml.slice(0, start) + encryptedAssertion(xml.slice(start, end), encryptFor, cipher) + xml.slice(end)
}

export function encryptedAssertion(content: string, certificate: Uint8Array, cipher: 'gcm' | 'cbc' = 'gcm'): string {
  const key = createHash('sha256').update(content).digest()
  const wrapped = publicEncrypt({ key: new X509Certificate(certificate).publicKey, oaepHash: 'sha1' }, key)
  const algorithm = `http://www.w3.org/${cipher === 'gcm' ? '2009/xmlenc11#aes256-gcm' : '2001/04/xmlenc#aes256-cbc'}`
  const data = cipher === 'gcm' ? gcm(key, content) : cbc(key, content)
  return `<saml:EncryptedAssertion><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="${algorithm}"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod><xenc:CipherData><xenc:CipherValue>${wrapped.toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo><xenc:CipherData><xenc:CipherValue>${data.toString('base64')}</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`
}

function gcm(key: Uint8Array, content: string): Buffer {
  const nonce = createHash('sha256').update(key).digest().subarray(0, 12)
  const encryption = createCipheriv('aes-256-gcm', key, nonce)
  const encrypted = Buffer.concat([nonce, encryption.update(content, 'utf8'), encryption.final()])
  return Buffer.concat([encrypted, encryption.getAuthTag()])
}

function cbc(key: Uint8Array, content: string): Buffer {
  const vector = createHash('sha256').update(key).digest().subarray(0, 16)
  const encryption = createCipheriv('aes-256-cbc', key, vector)
  return Buffer.concat([vector, encryption.update(content, 'utf8'), encryption.final()])
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
