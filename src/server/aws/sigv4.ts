import type { SigV4Refusal } from '../../domain/sigv4/sigv4-refusal.ts'
import { refuseSignature } from '../../domain/sigv4/sigv4-refusal.ts'
import { readSignature, type SigningScope } from '../../domain/sigv4/read-signature.ts'
import { signingKeys } from '../../domain/sigv4/signing-keys.ts'
import { verifySignature, type SigV4Credential } from '../../domain/sigv4/verify-signature.ts'
import { findHeader } from '../../http/headers.ts'
import type { HttpRequest } from '../../http/message.ts'
import { splitTarget } from '../../http/query.ts'
import { canonicalRequest, sha256Hex } from '../../http/sigv4-canonical.ts'

export interface SignedRequestOptions<Credential extends SigV4Credential> extends SigningScope {
  readonly findCredential: (accessKeyId: string) => Promise<Credential | undefined>
}

export type SigV4Options<Credential extends SigV4Credential> = Omit<SignedRequestOptions<Credential>, 'requiredHeaders'>

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

/** A captured body must not be replayed as another operation, so the target is signed like host and date. */
const requiredHeaders = ['host', 'x-amz-date', 'x-amz-target', 'content-type']

/**
 * Makes a verifier of AWS Signature Version 4 for a service called by `POST /` with X-Amz-Target (security contract 5.6):
 * signature in the Authorization field only, over the body's own hash, and over every field that decides what is done.
 */
export function sigV4Verifier<Credential extends SigV4Credential>(
  options: SigV4Options<Credential>,
): VerifySigV4<Credential> {
  const verify = signedRequestVerifier({ ...options, requiredHeaders })
  return async function verifySigV4(request, now) {
    if (request.method !== 'POST' || request.url !== '/') {
      return refuseSignature('IncompleteSignatureException', 'Only POST / can be signed.')
    }
    return verify(request, now)
  }
}

/** The same for a service that is called by any method and target. */
export function signedRequestVerifier<Credential extends SigV4Credential>(
  options: SignedRequestOptions<Credential>,
): VerifySigV4<Credential> {
  const keys = signingKeys()
  return async function verifySignedRequest(request, now) {
    const signature = readSignature(request.headers, options, now)
    if (!signature.ok) return signature
    const { accessKeyId, scope, signedHeaders } = signature.authorization
    // The body's own hash is what is signed; a declared one must be the same, so UNSIGNED-PAYLOAD cannot pass.
    const payloadHash = sha256Hex(request.body)
    const declaredHash = findHeader(request.headers, 'x-amz-content-sha256') ?? payloadHash
    const headers = new Map(signedHeaders.map((name) => [name, request.headers.get(name) ?? []]))
    const verdict = await verifySignature(
      {
        signature,
        canonicalRequest: canonicalRequest({
          method: request.method,
          ...splitTarget(request.url),
          headers,
          payloadHash,
        }),
        isBodyAsDeclared: declaredHash === payloadHash,
        sessionToken: findHeader(request.headers, 'x-amz-security-token') ?? '',
      },
      { findCredential: options.findCredential, keys, now },
    )
    return verdict.ok ? { ...verdict, accessKeyId, region: scope.region } : verdict
  }
}
