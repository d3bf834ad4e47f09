import { isEqualBytes, isEqualText } from '../crypto/constant-time.ts'
import { findHeader } from '../http/headers.ts'
import type { HttpRequest } from '../http/message.ts'
import { splitTarget } from '../http/query.ts'
import {
  type AuthorizationProblem,
  parseSigV4Authorization,
  type SigV4Authorization,
} from '../http/sigv4-authorization.ts'
import { canonicalRequest, sha256Hex, sign, stringToSign } from '../http/sigv4-canonical.ts'
import { findRequestTimeProblem } from './sigv4-request-time.ts'
import { signingKeys } from './sigv4-signing-keys.ts'

export interface SigV4Credential {
  readonly secretAccessKey: string
  /** Present for short-lived credentials, which must then send it. */
  readonly sessionToken?: string
  readonly expiresAt?: Date
}

interface SigningScope {
  readonly service: string
  /** Regions that a credential scope may name; undefined: any. */
  readonly regions?: readonly string[] | undefined
}

export interface SigV4Options<Credential extends SigV4Credential> extends SigningScope {
  readonly findCredential: (accessKeyId: string) => Promise<Credential | undefined>
}

export type SigV4Exception =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException'
  | 'ExpiredTokenException'

export interface SigV4Refusal {
  readonly ok: false
  readonly exception: SigV4Exception
  readonly message: string
}

export interface SigV4Acceptance<Credential> {
  readonly ok: true
  readonly accessKeyId: string
  readonly region: string
  readonly credential: Credential
}

export type VerifySigV4<Credential> = (
  request: HttpRequest,
  now: Date,
) => Promise<SigV4Acceptance<Credential> | SigV4Refusal>

/**
 * Makes a verifier of AWS Signature Version 4 for a service called by `POST /` with X-Amz-Target (security contract 5.6):
 * signature in the Authorization field only, over the body's own hash, and over every field that decides what is done.
 */
export function sigV4Verifier<Credential extends SigV4Credential>(
  options: SigV4Options<Credential>,
): VerifySigV4<Credential> {
  const keys = signingKeys()
  return async function verifySigV4(request, now) {
    const read = readSignature(request, options, now)
    if (!read.ok) return read
    const { authorization } = read
    const credential = await options.findCredential(authorization.accessKeyId)
    // An unknown key costs the same work, so that time does not tell which keys exist.
    const key = keys.keyOf(authorization, credential?.secretAccessKey ?? absentSecret)
    // The body's own hash is what is signed; a declared one must be the same, so UNSIGNED-PAYLOAD cannot pass.
    const payloadHash = sha256Hex(request.body)
    const declaredHash = findHeader(request.headers, 'x-amz-content-sha256') ?? payloadHash
    const expected = sign(key, textToSign(request, read, payloadHash))
    const isGenuine = isEqualBytes(expected, authorization.signature)
    if (!credential) return unrecognized
    if (!isGenuine || declaredHash !== payloadHash) return refuse('InvalidSignatureException', mismatchText)
    const problem = findTokenProblem(request, credential, now)
    if (problem) return problem
    return { ok: true, accessKeyId: authorization.accessKeyId, region: authorization.scope.region, credential }
  }
}

const absentSecret = 'no access key has this secret'

const mismatchText =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

const unrecognized = refuse('UnrecognizedClientException', 'The security token included in the request is invalid.')

/** A captured body must not be replayed as another operation, so the target is signed like host and date. */
const requiredHeaders = ['host', 'x-amz-date', 'x-amz-target', 'content-type']
const signedWhenSent = ['x-amz-security-token', 'x-amz-content-sha256']

interface Signature {
  readonly ok: true
  readonly authorization: SigV4Authorization
  readonly timestamp: string
}

function readSignature(request: HttpRequest, { service, regions }: SigningScope, now: Date): Signature | SigV4Refusal {
  if (request.method !== 'POST' || request.url !== '/') return incomplete('Only POST / can be signed.')
  const fields = request.headers.get('authorization')
  if (!fields) return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const parsed = parseSigV4Authorization(fields.length === 1 ? (fields[0] ?? '') : '')
  if (!parsed.ok) return incomplete(authorizationTexts[parsed.reason])
  const { authorization } = parsed
  const { scope, signedHeaders } = authorization
  if (scope.service !== service) return scopeProblem(`correct service: '${service}'`)
  if (regions && !regions.includes(scope.region)) return scopeProblem('a valid region')
  const mandatory = [...requiredHeaders, ...signedWhenSent.filter((name) => request.headers.has(name))]
  const unsigned = mandatory.find((name) => !signedHeaders.includes(name))
  if (unsigned) return incomplete(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`)
  const unclear = signedHeaders.find((name) => findHeader(request.headers, name) === undefined)
  if (unclear) return incomplete(`The signed header '${unclear}' must be present exactly once.`)
  const timestamp = findHeader(request.headers, 'x-amz-date') ?? ''
  const time = findRequestTimeProblem(timestamp, scope.date, now)
  if (time) return refuse(time.exception, time.message)
  return { ok: true, authorization, timestamp }
}

function textToSign(request: HttpRequest, signature: Signature, payloadHash: string): string {
  const { signedHeaders, scope } = signature.authorization
  const headers = new Map(signedHeaders.map((name) => [name, request.headers.get(name) ?? []]))
  const { path, query } = splitTarget(request.url)
  const canonical = canonicalRequest({ method: request.method, path, query, headers, payloadHash })
  return stringToSign(canonical, signature.timestamp, scope)
}

function findTokenProblem(request: HttpRequest, credential: SigV4Credential, now: Date): SigV4Refusal | undefined {
  const sent = findHeader(request.headers, 'x-amz-security-token') ?? ''
  if (!isEqualText(sent, credential.sessionToken ?? '')) return unrecognized
  if (!credential.expiresAt || now < credential.expiresAt) return undefined
  return refuse('ExpiredTokenException', 'The security token included in the request is expired')
}

const authorizationTexts: Readonly<Record<AuthorizationProblem, string>> = {
  unsupported_algorithm: 'Authorization header must use the algorithm AWS4-HMAC-SHA256.',
  malformed: "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, each once.",
  unsorted_headers: "The names in 'SignedHeaders' must be sorted, each once.",
}

function incomplete(message: string): SigV4Refusal {
  return refuse('IncompleteSignatureException', message)
}

function scopeProblem(expected: string): SigV4Refusal {
  return refuse('InvalidSignatureException', `Credential should be scoped to ${expected}. `)
}

function refuse(exception: SigV4Exception, message: string): SigV4Refusal {
  return { ok: false, exception, message }
}
