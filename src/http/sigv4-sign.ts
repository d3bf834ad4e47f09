import { canonicalRequest, deriveSigningKey, scopeText, sha256Hex, sign, stringToSign } from './sigv4-canonical.ts'

export interface SigningCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

export interface UnsignedRequest {
  readonly method: string
  readonly url: Pick<URL, 'host' | 'pathname' | 'search'>
  /** All of them are signed; names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export interface SigningFacts {
  readonly credentials: SigningCredentials
  readonly region: string
  readonly service: string
  readonly now: Date
}

/** The headers with which a request to a service of AWS is sent: those it has, and its Signature Version 4. */
export function signedHeaders(
  { method, url, headers, body }: UnsignedRequest,
  { credentials, region, service, now }: SigningFacts,
): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const isS3 = service === 's3'
  const payloadHash = sha256Hex(body)
  const timestamp = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const scope = { date: timestamp.slice(0, 8), region, service }
  const covered: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-date': timestamp,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    ...(isS3 && { 'x-amz-content-sha256': payloadHash }),
  }
  const canonical = canonicalRequest({
    method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: new Map(Object.entries(covered).map(([name, value]) => [name, [value]])),
    payloadHash,
    encodesPath: !isS3,
  })
  const names = Object.keys(covered).toSorted().join(';')
  const signature = sign(deriveSigningKey(secretAccessKey, scope), stringToSign(canonical, timestamp, scope))
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scopeText(scope)}, ` +
    `SignedHeaders=${names}, Signature=${signature.toString('hex')}`
  return { ...covered, authorization }
}
