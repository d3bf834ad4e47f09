import { readSignature } from '../../../domain/sigv4/read-signature.ts'
import type { SigningKeys } from '../../../domain/sigv4/signing-keys.ts'
import { verifySignature } from '../../../domain/sigv4/verify-signature.ts'
import { findHeader, headersFromRaw } from '../../../http/headers.ts'
import type { HttpHeaders } from '../../../http/message.ts'
import { splitTarget } from '../../../http/query.ts'
import { parseSigV4Authorization } from '../../../http/sigv4-authorization.ts'
import { canonicalRequest, sha256Hex } from '../../../http/sigv4-canonical.ts'
import type { RequestSigners } from '../../../ports/request-signers.ts'
import type { RoutedExchange } from '../../exchange.ts'
import type { Connection } from '../../integrations/connection.ts'
import { failureReply } from '../../integrations/integration-failure.ts'
import type { PipelineReply } from '../../pipeline-outcome.ts'
import { headerValues } from '../../request/header-list.ts'
import type { Authenticated } from '../authenticated.ts'
import { refusedByAuthorizer } from '../refused-by-authorizer.ts'
import { developerOf, signerOf } from './signer.ts'
import { signatureReply } from './signature-reply.ts'

export interface SignatureResources {
  readonly signers: RequestSigners
  readonly signingKeys: SigningKeys
}

const service = 'execute-api'

/** `AWS_IAM`: Signature Version 4 in the Authorization field, over the request's target, host, time and body. */
export async function authenticateBySignature(
  exchange: RoutedExchange,
  connection: Connection,
  resources: SignatureResources,
): Promise<Authenticated | PipelineReply> {
  const { client, definition, receivedAt, request } = exchange
  const { signers } = resources
  const headers = signedHeaders(exchange, connection)
  if (signers.isBelieved({ sourceIp: client.sourceIp, origin: originOf(headers) })) {
    const parsed = parseSigV4Authorization(findHeader(headers, 'authorization') ?? '')
    if (parsed.ok && parsed.authorization.scope.service === service) {
      return developerOf(parsed.authorization.accessKeyId, exchange)
    }
  }
  const scope = { service, regions: [definition.region], requiredHeaders: ['host', 'x-amz-date'] }
  const signature = readSignature(headers, scope, receivedAt)
  if (!signature.ok) return refusedByAuthorizer(signatureReply(exchange, signature), signature.exception)
  // The signature covers the body, so none of it goes further before all of it is there.
  const body = await connection.wholeBody()
  if (body.kind !== 'body') {
    return { ...refusedByAuthorizer(failureReply(exchange, body), body.kind), closes: true }
  }
  const payloadHash = sha256Hex(body.bytes)
  const verdict = await verifySignature(
    {
      signature,
      canonicalRequest: canonicalRequest({
        method: request.method,
        ...splitTarget(connection.message.url ?? ''),
        headers: new Map(signature.authorization.signedHeaders.map((name) => [name, headers.get(name) ?? []])),
        payloadHash,
      }),
      isBodyAsDeclared: (findHeader(headers, 'x-amz-content-sha256') ?? payloadHash) === payloadHash,
      sessionToken: findHeader(headers, 'x-amz-security-token') ?? '',
    },
    { findCredential: (id) => findLiveKey(signers, id), keys: resources.signingKeys, now: receivedAt },
  )
  if (!verdict.ok) return refusedByAuthorizer(signatureReply(exchange, verdict), verdict.exception)
  return signerOf(verdict.credential, exchange)
}

/** As they came: what is stripped for backends may be signed. But only a credential that this request still has. */
function signedHeaders({ request }: RoutedExchange, { message }: Connection): HttpHeaders {
  return new Map([
    ...[...headersFromRaw(message.rawHeaders)].filter(([name]) => name !== 'authorization'),
    ...credentialOf(headerValues(request.headers, 'authorization')),
  ])
}

/** Undefined where no page asks; one that cannot be told is nobody's own. */
function originOf(headers: HttpHeaders): string | undefined {
  return headers.has('origin') ? (findHeader(headers, 'origin') ?? '') : undefined
}

function credentialOf(values: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  return values.length === 0 ? [] : [['authorization', values]]
}

async function findLiveKey(signers: RequestSigners, accessKeyId: string) {
  const key = await signers.findAccessKey(accessKeyId)
  return key?.disabledAt === undefined ? key : undefined
}
