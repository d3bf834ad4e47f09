import { X509Certificate } from 'node:crypto'
import { allowOnly, items, member, optionalText, refuseNode, requireMember, text } from '../template-node.ts'
import type { TemplateNode } from '../template-node.ts'

/** Reads the truststore that a URI names. A text says why there is none, and what to write. */
export type ReadTruststore = (uri: string) => { readonly pem: string } | string

export interface DomainSecurity {
  readonly certificateArn: string | undefined
  readonly truststore: string | undefined
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
/** API Gateway's own limits of a truststore. */
const MOST_CERTIFICATES = 1000
const MOST_BYTES = 1_048_576
/** As OpenSSL spells them. RSASSA-PSS does not tell its hash, which is SHA-1 unless it says otherwise. */
const STRONG_SIGNATURE = /^(?:sha(?:256|384|512)WithRSAEncryption|ecdsa-with-SHA(?:256|384|512))$/

/** What a domain shows, and what it asks of its clients: of either version of the resource. */
export function domainSecurityOf(domain: TemplateNode, readTruststore: ReadTruststore): DomainSecurity {
  const [configuration] = items(member(domain, 'DomainNameConfigurations'))
  const certificateArn =
    optionalText(domain, 'RegionalCertificateArn') ??
    optionalText(domain, 'CertificateArn') ??
    (configuration && optionalText(configuration, 'CertificateArn'))
  const mutual = member(domain, 'MutualTlsAuthentication')
  return { certificateArn, truststore: mutual && truststoreOf(mutual, readTruststore) }
}

function truststoreOf(mutual: TemplateNode, readTruststore: ReadTruststore): string {
  allowOnly(mutual, ['TruststoreUri', 'TruststoreVersion'])
  const uri = requireMember(mutual, 'TruststoreUri')
  const found = readTruststore(text(uri))
  if (typeof found === 'string') throw refuseNode(uri, found)
  const problem = problemOf(found.pem)
  if (problem !== undefined) throw refuseNode(uri, `names a truststore that ${problem}`)
  return found.pem
}

/** RSA from 2,048 bits or elliptic curves, SHA-256 or stronger, at most a thousand and 1 MB (developer guide, mutual TLS). */
function problemOf(pem: string): string | undefined {
  const certificates = pem.match(CERTIFICATE) ?? []
  if (certificates.length === 0) return 'has no certificate; write PEM'
  if (certificates.length > MOST_CERTIFICATES || pem.length > MOST_BYTES) {
    return 'has more than 1,000 certificates or 1 MB'
  }
  for (const [index, certificate] of certificates.entries()) {
    const read = readCertificate(certificate)
    if (read === undefined) return `cannot be read at certificate ${index + 1}`
    const { publicKey, signatureAlgorithm } = read
    const { asymmetricKeyType: type, asymmetricKeyDetails } = publicKey
    const isStrong = type === 'ec' || (type === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
    if (!isStrong) return `has a weak key in certificate ${index + 1}; RSA from 2,048 bits and elliptic curves are good`
    if (!STRONG_SIGNATURE.test(signatureAlgorithm)) {
      return `has a weak signature in certificate ${index + 1} (${signatureAlgorithm}); RSA and ECDSA with SHA-256 or stronger are good`
    }
  }
  return undefined
}

function readCertificate(pem: string) {
  try {
    const { publicKey, signatureAlgorithm = 'unknown' } = new X509Certificate(pem)
    return { publicKey, signatureAlgorithm }
  } catch {
    return undefined
  }
}
