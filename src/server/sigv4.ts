import { isEqualBytes, isEqualText } from '../crypto/constant-time.ts'
import { findHeader } from '../http/headers.ts'
import type { HttpRequest } from '../http/message.ts'
import { splitTarget } from '../http/query.ts'
import { canonicalRequest, sha256Hex, sign, stringToSign } from '../http/sigv4-canonical.ts'
import { refuseSignature, type SigV4Refusal } from './sigv4-refusal.ts'
import { readSignature, type Signature, type SigningScope } from './sigv4-signature.ts'
import { signingKeys } from './sigv4-signing-keys.ts'

export interface SigV4Credential {
  readonly secretAccessKey: string
  /** Present for short-lived credentials, which must then send it. */
  readonly sessionToken?: string
  readonly expiresAt?: Date
}

export interface SigV4Options<Credential extends SigV4Credential> extends SigningScope {
  readonly findCredential: (accessKeyId: string) => Promise<Credential | undefined>
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
    if (!isGenuine || declaredHash !== payloadHash) return refuseSignature('InvalidSignatureException', mismatchText)
    const problem = findTokenProblem(request, credential, now)
    if (problem) return problem
    return { ok: true, accessKeyId: authorization.accessKeyId, region: authorization.scope.region, credential }
  }
}

const absentSecret = 'no access key has this secret'

const mismatchText =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

const unrecognized = refuseSignature(
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
)

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
  return refuseSignature('ExpiredTokenException', 'The security token included in the request is expired')
}
