import type { X509Certificate } from 'node:crypto'

/** What a client's certificate says, spelled as API Gateway tells it. */
export interface ClientCertificate {
  readonly clientCertPem: string
  readonly subjectDN: string
  readonly issuerDN: string
  /** Two digits of base 16 at a time, with colons between. */
  readonly serialNumber: string
  readonly validity: { readonly notBefore: string; readonly notAfter: string }
}

/** A client whose certificate was verified in the handshake for this very name. */
export interface CertifiedClient {
  /** In lower case, as the client asked for it. */
  readonly serverName: string
  readonly certificate: ClientCertificate
}

export function describeClientCertificate(certificate: X509Certificate): ClientCertificate {
  const { issuer, serialNumber, subject, validFrom, validTo } = certificate
  return {
    clientCertPem: certificate.toString(),
    subjectDN: onOneLine(subject),
    issuerDN: onOneLine(issuer),
    serialNumber: (serialNumber.toLowerCase().match(/../g) ?? []).join(':'),
    validity: { notBefore: validFrom, notAfter: validTo },
  }
}

/** Node writes one attribute a line. */
function onOneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(',')
}
