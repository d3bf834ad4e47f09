export interface DomainCertificate {
  readonly arn: string
  readonly certificateFile: string
  readonly keyFile: string
}

/** Reads `arn:aws:acm:…=api.crt,api.key` pairs with spaces between. Undefined where one makes no sense. */
export function parseDomainCertificates(text: string): readonly DomainCertificate[] | undefined {
  const pairs = text.trim().split(/\s+/).map(parseCertificate)
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined
}

function parseCertificate(text: string): DomainCertificate | undefined {
  const [, arn = '', certificateFile = '', keyFile = ''] = /^(arn:[\w+/.@:-]+)=([^,]+),([^,]+)$/.exec(text) ?? []
  return arn === '' ? undefined : { arn, certificateFile, keyFile }
}

/** Reads `s3://bucket/key=truststore.pem` pairs with spaces between: files by URI. Undefined where one makes no sense. */
export function parseTruststores(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text
    .trim()
    .split(/\s+/)
    .map((pair) => /^(s3:\/\/[^=]+)=(.+)$/.exec(pair))
  if (!pairs.every((pair) => pair !== null)) return undefined
  return new Map(pairs.map(([, uri = '', file = '']) => [uri, file]))
}
