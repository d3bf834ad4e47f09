import type { AccessKey } from '../../../domain/access-key.ts'
import type { SigningKeys } from '../../../domain/sigv4/signing-keys.ts'
import { verifySignature, type SignatureVerdict } from '../../../domain/sigv4/verify-signature.ts'
import { findHeader } from '../../../http/headers.ts'
import type { HttpHeaders } from '../../../http/message.ts'
import { canonicalRequest, sha256Hex } from '../../../http/sigv4-canonical.ts'
import type { RequestSigners } from '../../../ports/request-signers.ts'
import type { ArrivalSignature } from './read-arrival-signature.ts'

export interface SignatureResources {
  readonly signers: RequestSigners
  readonly signingKeys: SigningKeys
}

export interface SignedArrival {
  readonly method: string
  readonly headers: HttpHeaders
  readonly body: Uint8Array
  readonly receivedAt: Date
}

/** Whether a request is signed by a key that is alive, over its target, host, time and body. */
export function verifyArrival(
  { path, query, sessionToken, signature }: ArrivalSignature,
  { body, headers, method, receivedAt }: SignedArrival,
  { signers, signingKeys }: SignatureResources,
): Promise<SignatureVerdict<AccessKey>> {
  const payloadHash = sha256Hex(body)
  const { signedHeaders } = signature.authorization
  return verifySignature(
    {
      signature,
      canonicalRequest: canonicalRequest({
        method,
        path,
        query,
        headers: new Map(signedHeaders.map((name) => [name, headers.get(name) ?? []])),
        payloadHash,
      }),
      isBodyAsDeclared: (findHeader(headers, 'x-amz-content-sha256') ?? payloadHash) === payloadHash,
      sessionToken,
    },
    { findCredential: (id) => findLiveKey(signers, id), keys: signingKeys, now: receivedAt },
  )
}

async function findLiveKey(signers: RequestSigners, accessKeyId: string) {
  const key = await signers.findAccessKey(accessKeyId)
  return key?.disabledAt === undefined ? key : undefined
}
