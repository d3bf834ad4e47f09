import { findHeader } from '../../http/headers.ts'
import type { HttpHeaders } from '../../http/message.ts'
import {
  type AuthorizationProblem,
  parseSigV4Authorization,
  type SigV4Authorization,
} from '../../http/sigv4-authorization.ts'
import { refuseSignature, type SigV4Refusal } from './sigv4-refusal.ts'
import { findRequestTimeProblem } from './request-time.ts'

export interface SigningScope {
  readonly service: string
  /** Regions that a credential scope may name; undefined: any. */
  readonly regions?: readonly string[] | undefined
  /** Fields without which a signature covers too little. */
  readonly requiredHeaders: readonly string[]
}

export interface Signature {
  readonly ok: true
  readonly authorization: SigV4Authorization
  readonly timestamp: string
}

const signedWhenSent = ['x-amz-security-token', 'x-amz-content-sha256']

/** Reads the signature of a request that is fit to be verified at all, or says what is wrong with it. */
export function readSignature(
  headers: HttpHeaders,
  { service, regions, requiredHeaders }: SigningScope,
  now: Date,
): Signature | SigV4Refusal {
  const fields = headers.get('authorization')
  if (!fields) return refuseSignature('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const parsed = parseSigV4Authorization(fields.length === 1 ? (fields[0] ?? '') : '')
  if (!parsed.ok) return incomplete(authorizationTexts[parsed.reason])
  const { authorization } = parsed
  const { scope, signedHeaders } = authorization
  if (scope.service !== service) return scopeProblem(`correct service: '${service}'`)
  if (regions && !regions.includes(scope.region)) return scopeProblem('a valid region')
  const mandatory = [...requiredHeaders, ...signedWhenSent.filter((name) => headers.has(name))]
  const unsigned = mandatory.find((name) => !signedHeaders.includes(name))
  if (unsigned) return incomplete(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`)
  const unclear = signedHeaders.find((name) => findHeader(headers, name) === undefined)
  if (unclear) return incomplete(`The signed header '${unclear}' must be present exactly once.`)
  const timestamp = findHeader(headers, 'x-amz-date') ?? ''
  const time = findRequestTimeProblem(timestamp, scope.date, now)
  if (time) return refuseSignature(time.exception, time.message)
  return { ok: true, authorization, timestamp }
}

const authorizationTexts: Readonly<Record<AuthorizationProblem, string>> = {
  unsupported_algorithm: 'Authorization header must use the algorithm AWS4-HMAC-SHA256.',
  malformed: "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, each once.",
  unsorted_headers: "The names in 'SignedHeaders' must be sorted, each once.",
}

function incomplete(message: string): SigV4Refusal {
  return refuseSignature('IncompleteSignatureException', message)
}

function scopeProblem(expected: string): SigV4Refusal {
  return refuseSignature('InvalidSignatureException', `Credential should be scoped to ${expected}. `)
}
