import { isEqualBytes, isEqualText } from '../../crypto/constant-time.ts'
import { sign, stringToSign } from '../../http/sigv4-canonical.ts'
import type { Signature } from './read-signature.ts'
import { refuseSignature, type SigV4Refusal } from './sigv4-refusal.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface SigV4Credential {
  readonly secretAccessKey: string
  /** Present for short-lived credentials, which must then send it. */
  readonly sessionToken?: string
  readonly expiresAt?: Date
}

export interface SignedRequest {
  readonly signature: Signature
  readonly canonicalRequest: string
  /** A hash of the body that the request declares is that of its body. */
  readonly isBodyAsDeclared: boolean
  /** X-Amz-Security-Token, or empty. */
  readonly sessionToken: string
}

export interface SignatureVerification<Credential> {
  readonly findCredential: (accessKeyId: string) => Promise<Credential | undefined>
  readonly keys: SigningKeys
  readonly now: Date
}

export type SignatureVerdict<Credential> = { readonly ok: true; readonly credential: Credential } | SigV4Refusal

/** Whether the request was signed with the key that it names. An unknown key costs the same work as a known one. */
export async function verifySignature<Credential extends SigV4Credential>(
  { signature, canonicalRequest, isBodyAsDeclared, sessionToken }: SignedRequest,
  { findCredential, keys, now }: SignatureVerification<Credential>,
): Promise<SignatureVerdict<Credential>> {
  const { authorization, timestamp } = signature
  const credential = await findCredential(authorization.accessKeyId)
  const key = keys.keyOf(authorization, credential?.secretAccessKey ?? absentSecret)
  const expected = sign(key, stringToSign(canonicalRequest, timestamp, authorization.scope))
  const isGenuine = isEqualBytes(expected, authorization.signature)
  if (!credential || (isGenuine && !isEqualText(sessionToken, credential.sessionToken ?? ''))) return unrecognized
  if (!isGenuine || !isBodyAsDeclared) return refuseSignature('InvalidSignatureException', mismatchText)
  if (!credential.expiresAt || now < credential.expiresAt) return { ok: true, credential }
  return refuseSignature('ExpiredTokenException', 'The security token included in the request is expired')
}

const absentSecret = 'no access key has this secret'

const mismatchText =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

const unrecognized = refuseSignature(
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
)
