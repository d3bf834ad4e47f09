import type { HttpHeaders } from '../../../http/message.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { Connection } from '../../integrations/connection.ts'
import { failureReply } from '../../integrations/integration-failure.ts'
import type { PipelineReply } from '../../exchange/pipeline-outcome.ts'
import { headerValues } from '../../../http/header-list.ts'
import type { Authenticated } from '../authenticated.ts'
import { refusedByAuthorizer } from '../refused-by-authorizer.ts'
import { claimedAccessKey, originOf } from './believed-signer.ts'
import { arrivalHeaders, readArrivalSignature } from './read-arrival-signature.ts'
import { developerOf, signerOf } from './signer.ts'
import { signatureReply } from './signature-reply.ts'
import { verifyArrival, type SignatureResources } from './verify-arrival.ts'

/** `AWS_IAM`: Signature Version 4 in the Authorization field or the query, over the request's target, host, time and body. */
export async function authenticateBySignature(
  exchange: RoutedExchange,
  connection: Connection,
  resources: SignatureResources,
): Promise<Authenticated | PipelineReply> {
  const { client, definition, receivedAt, request } = exchange
  const { signers } = resources
  const headers = signedHeaders(exchange, connection)
  if (signers.isBelieved({ sourceIp: client.sourceIp, origin: originOf(headers) })) {
    const accessKeyId = claimedAccessKey(connection.message.url ?? '', headers)
    if (accessKeyId !== undefined) return developerOf(accessKeyId, exchange)
  }
  const signature = readArrivalSignature(connection.message.url ?? '', headers, {
    region: definition.region,
    now: receivedAt,
  })
  if (!signature.ok) return refusedByAuthorizer(signatureReply(exchange, signature), signature.exception)
  // The signature covers the body, so none of it goes further before all of it is there.
  const body = await connection.wholeBody()
  if (body.kind !== 'body') {
    return { ...refusedByAuthorizer(failureReply(exchange, body), body.kind), closes: true }
  }
  const signed = { method: request.method, headers, body: body.bytes, receivedAt }
  const verdict = await verifyArrival(signature, signed, resources)
  if (!verdict.ok) return refusedByAuthorizer(signatureReply(exchange, verdict), verdict.exception)
  return signerOf(verdict.credential, exchange)
}

/** As they came: what is stripped for backends may be signed. But only a credential that this request still has. */
function signedHeaders({ client, request }: RoutedExchange, { message }: Connection): HttpHeaders {
  return new Map([
    ...[...arrivalHeaders(message.rawHeaders, client)].filter(([name]) => name !== 'authorization'),
    ...credentialOf(headerValues(request.headers, 'authorization')),
  ])
}

function credentialOf(values: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  return values.length === 0 ? [] : [['authorization', values]]
}
