import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto'
import * as der from './der.ts'

/** What makes a certificate, besides the key that signs it. */
export interface CertificateContent {
  readonly serialNumber: Uint8Array
  readonly issuer: string
  readonly subject: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: KeyObject
  readonly extensions: readonly Uint8Array[]
}

const ids = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha256WithRsaEncryption: '1.2.840.113549.1.1.11',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const

const nameTags = { dns: 2, ip: 7 } as const

/** An X.509 v3 certificate (RFC 5280), PEM. The key is ECDSA on P-256, or RSA. */
export function signCertificate(content: CertificateContent, signingKey: KeyObject): string {
  const algorithm = signatureAlgorithm(signingKey)
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Uint8Array.of(2))),
    der.integer(content.serialNumber),
    algorithm,
    name(content.issuer),
    der.sequence(der.time(content.notBefore), der.time(content.notAfter)),
    name(content.subject),
    publicKeyInfo(content.publicKey),
    der.tagged(3, der.sequence(...content.extensions)),
  )
  const signature = sign('sha256', toBeSigned, signingKey)
  const certificate = Buffer.from(der.sequence(toBeSigned, algorithm, der.bitString(signature)))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

export interface SelfSigned {
  readonly name: string
  readonly serialNumber: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A certificate that only carries its own key, as SAML metadata does: nobody checks who issued it. DER. */
export function selfSignedCertificate({ name: subject, privateKey, ...content }: SelfSigned): Uint8Array {
  const { publicKey } = content
  const extensions = [extension(ids.subjectKeyIdentifier, der.octetString(keyIdentifier(publicKey)))]
  const pem = signCertificate({ ...content, issuer: subject, subject, extensions }, privateKey)
  return Uint8Array.from(new X509Certificate(pem).raw)
}

/** A CA that signs leaves only, and only for names beneath `domains` and addresses of this machine. */
export function authorityExtensions(key: KeyObject, domains: readonly string[]): Uint8Array[] {
  const permitted = [
    ...domains.map((domain) => der.taggedPrimitive(nameTags.dns, Buffer.from(domain, 'latin1'))),
    der.taggedPrimitive(nameTags.ip, Uint8Array.of(127, 0, 0, 0, 255, 0, 0, 0)),
    der.taggedPrimitive(nameTags.ip, Uint8Array.from([...ipv6Loopback, ...new Uint8Array(16).fill(255)])),
  ].map((subtree) => der.sequence(subtree))
  return [
    extension(ids.basicConstraints, der.sequence(der.boolean(true), der.integer(Uint8Array.of(0))), true),
    // keyCertSign and cRLSign
    extension(ids.keyUsage, der.bitString(Uint8Array.of(0b0000_0110), 1), true),
    extension(ids.nameConstraints, der.sequence(der.tagged(0, ...permitted)), true),
    extension(ids.subjectKeyIdentifier, der.octetString(keyIdentifier(key))),
  ]
}

/** A server certificate for these names; `withLoopback` adds the addresses of this machine. */
export function serverExtensions(options: ServerNames): Uint8Array[] {
  const { key, issuerKey, names, withLoopback } = options
  const addresses = withLoopback ? [Uint8Array.of(127, 0, 0, 1), ipv6Loopback] : []
  const alternatives = [
    ...names.map((dns) => der.taggedPrimitive(nameTags.dns, Buffer.from(dns, 'latin1'))),
    ...addresses.map((address) => der.taggedPrimitive(nameTags.ip, address)),
  ]
  return [
    extension(ids.basicConstraints, der.sequence(), true),
    // digitalSignature
    extension(ids.keyUsage, der.bitString(Uint8Array.of(0b1000_0000), 7), true),
    extension(ids.extendedKeyUsage, der.sequence(der.objectIdentifier(ids.serverAuth))),
    extension(ids.subjectAltName, der.sequence(...alternatives)),
    extension(ids.subjectKeyIdentifier, der.octetString(keyIdentifier(key))),
    extension(ids.authorityKeyIdentifier, der.sequence(der.taggedPrimitive(0, keyIdentifier(issuerKey)))),
  ]
}

interface ServerNames {
  readonly key: KeyObject
  readonly issuerKey: KeyObject
  readonly names: readonly string[]
  readonly withLoopback: boolean
}

const ipv6Loopback = Uint8Array.from([...new Uint8Array(15), 1])

function name(commonName: string): Uint8Array {
  return der.sequence(der.set(der.sequence(der.objectIdentifier(ids.commonName), der.utf8String(commonName))))
}

function extension(id: string, value: Uint8Array, critical = false): Uint8Array {
  const flag = critical ? [der.boolean(true)] : []
  return der.sequence(der.objectIdentifier(id), ...flag, der.octetString(value))
}

function signatureAlgorithm(key: KeyObject): Uint8Array {
  // RFC 4055 section 5: with RSA the parameters are NULL, and must be there.
  if (key.asymmetricKeyType === 'rsa')
    return der.sequence(der.objectIdentifier(ids.sha256WithRsaEncryption), der.none())
  return der.sequence(der.objectIdentifier(ids.ecdsaWithSha256))
}

function publicKeyInfo(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' })
}

/** RFC 5280 section 4.2.1.2 asks for any value that is derived from the key; this one hashes all of its encoding. */
function keyIdentifier(key: KeyObject): Uint8Array {
  return createHash('sha256').update(publicKeyInfo(key)).digest().subarray(0, 20)
}
