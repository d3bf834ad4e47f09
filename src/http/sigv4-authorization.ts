import type { CredentialScope } from './sigv4-canonical.ts'

export interface SigV4Authorization {
  readonly accessKeyId: string
  readonly scope: CredentialScope
  /** As sent: lower case, sorted, each once. */
  readonly signedHeaders: readonly string[]
  readonly signature: Buffer
}

export type AuthorizationProblem = 'unsupported_algorithm' | 'malformed' | 'unsorted_headers'

export type SigV4AuthorizationResult =
  | { readonly ok: true; readonly authorization: SigV4Authorization }
  | { readonly ok: false; readonly reason: AuthorizationProblem }

const parameter = /^ *(Credential|SignedHeaders|Signature)=([^\s,=]+) *$/
const credential = /^([A-Za-z0-9_.~-]{1,128})\/(\d{8})\/([a-z0-9-]{1,32})\/([a-z0-9-]{1,64})\/aws4_request$/
const headerList = /^[a-z0-9!#$%&'*+.^_`|~-]+(?:;[a-z0-9!#$%&'*+.^_`|~-]+)*$/
const hexSignature = /^[0-9a-f]{64}$/

/** Reads an Authorization field of the algorithm AWS4-HMAC-SHA256; nothing but its three parameters, each once. */
export function parseSigV4Authorization(field: string): SigV4AuthorizationResult {
  const space = field.indexOf(' ')
  if (field.slice(0, space) !== 'AWS4-HMAC-SHA256') return { ok: false, reason: 'unsupported_algorithm' }
  const parameters = new Map<string, string>()
  for (const part of field.slice(space + 1).split(',')) {
    const [, name = '', value = ''] = parameter.exec(part) ?? []
    if (name === '' || parameters.has(name)) return { ok: false, reason: 'malformed' }
    parameters.set(name, value)
  }
  return authorizationOf(parameters)
}

/** The three parameters, wherever they travel. */
export function authorizationOf(parameters: ReadonlyMap<string, string>): SigV4AuthorizationResult {
  const [, accessKeyId, date, region, service] = credential.exec(parameters.get('Credential') ?? '') ?? []
  const headers = parameters.get('SignedHeaders') ?? ''
  const signature = parameters.get('Signature') ?? ''
  if (!accessKeyId || !date || !region || !service) return { ok: false, reason: 'malformed' }
  if (!headerList.test(headers) || !hexSignature.test(signature)) return { ok: false, reason: 'malformed' }
  const signedHeaders = headers.split(';')
  if (!isStrictlySorted(signedHeaders)) return { ok: false, reason: 'unsorted_headers' }
  const scope = { date, region, service }
  return { ok: true, authorization: { accessKeyId, scope, signedHeaders, signature: Buffer.from(signature, 'hex') } }
}

function isStrictlySorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
}
