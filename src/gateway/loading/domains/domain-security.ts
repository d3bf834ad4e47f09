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

/** RSA from 2,048 bits or elliptic curves, at most a thousand and 1 MB (developer guide, mutual TLS). */
function problemOf(pem: string): string | undefined {
  const certificates = pem.match(CERTIFICATE) ?? []
  if (certificates.length === 0) return 'has no certificate; write PEM'
  if (certificates.length > MOST_CERTIFICATES || pem.length > MOST_BYTES) {
    return 'has more than 1,000 certificates or 1 MB'
  }
  for (const [index, certificate] of certificates.entries()) {
    const key = keyOf(certificate)
    if (key === undefined) return `cannot be read at certificate ${index + 1}`
    const { asymmetricKeyType: type, asymmetricKeyDetails } = key
    const isStrong = type === 'ec' || (type === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
    if (!isStrong) return `has a weak key in certificate ${index + 1}; RSA from 2,048 bits and elliptic curves are good`
  }
  return undefined
}

function keyOf(pem: string) {
  try {
    return new X509Certificate(pem).publicKey
  } catch {
    return undefined
  }
}
