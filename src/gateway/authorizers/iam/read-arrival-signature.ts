import { isPresigned, readPresigned } from '../../../domain/sigv4/read-presigned.ts'
import { readSignature, type Signature } from '../../../domain/sigv4/read-signature.ts'
import { refuseSignature, type SigV4Refusal } from '../../../domain/sigv4/sigv4-refusal.ts'
import { findHeader, headersFromRaw } from '../../../http/headers.ts'
import type { HttpHeaders } from '../../../http/message.ts'
import { splitTarget } from '../../../http/query.ts'
import type { ClientFacts } from '../../exchange/exchange.ts'

/** The service that every API signs for. */
export const signedService = 'execute-api'

export interface ArrivalSignature {
  readonly ok: true
  readonly signature: Signature
  /** X-Amz-Security-Token, or empty. */
  readonly sessionToken: string
  readonly path: string
  /** As it is signed: without the signature, where that travels in it. */
  readonly query: string
}

/**
 * The fields of a request as its client sent them. What is signed for one host is good at no other: where a trusted proxy
 * names the host, that is the one to be signed.
 */
export function arrivalHeaders(raw: readonly string[], { forwardedHost }: Pick<ClientFacts, 'forwardedHost'>) {
  const headers = headersFromRaw(raw)
  return forwardedHost === undefined ? headers : new Map([...headers, ['host', [forwardedHost]]])
}

/** The signature of a request, in its Authorization field or in its query, where browsers have to put it. */
export function readArrivalSignature(
  url: string,
  headers: HttpHeaders,
  { region, now }: { readonly region: string; readonly now: Date },
): ArrivalSignature | SigV4Refusal {
  const { path, query } = splitTarget(url)
  const scope = { service: signedService, regions: [region] }
  if (!isPresigned(query)) {
    const signature = readSignature(headers, { ...scope, requiredHeaders: ['host', 'x-amz-date'] }, now)
    if (!signature.ok) return signature
    return { ok: true, signature, sessionToken: findHeader(headers, 'x-amz-security-token') ?? '', path, query }
  }
  if (headers.has('authorization')) {
    return refuseSignature(
      'IncompleteSignatureException',
      'A request is signed in a header or in its query, not in both.',
    )
  }
  const presigned = readPresigned(query, scope, now)
  return presigned.ok ? { ...presigned, path, query: presigned.signedQuery } : presigned
}
