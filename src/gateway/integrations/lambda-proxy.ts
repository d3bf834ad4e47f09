import type { FunctionResult, FunctionRunner, FunctionStreams } from '../../ports/functions.ts'
import type { LambdaProxyIntegration } from '../definition/integration.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { findHeader } from '../../http/header-list.ts'
import type { Reply } from '../exchange/reply.ts'
import type { IntegrationFailure } from './integration-failure.ts'
import { mappedReply } from './mapped-reply.ts'
import { lambdaEventV1, type EventBody } from './lambda-event-v1.ts'
import { lambdaEventV2 } from './lambda-event-v2.ts'
import { readHttpResultV1, readHttpResultV2, readRestResult } from './lambda-result.ts'
import type { ResponseWriter } from '../exchange/response-writer.ts'
import type { FunctionStreamOutcome } from './streaming/stream-function.ts'
import { firstAcceptedType, isBinaryMediaType, isTextMediaType } from './media-types.ts'

export type LambdaOutcome = { readonly kind: 'reply'; readonly reply: Reply } | IntegrationFailure

/** Lambda takes 6 MB at most, less than the gateway's 10 MB. */
const LARGEST_EVENT_BYTES = 6 * 1024 * 1024
const tooLarge = { kind: 'request-too-large', reason: 'event over 6 MB' } as const

export async function invokeFunction(
  integration: LambdaProxyIntegration,
  exchange: RoutedExchange,
  body: Buffer,
  functions: FunctionRunner,
): Promise<LambdaOutcome> {
  if (body.length > LARGEST_EVENT_BYTES) return tooLarge
  const eventBody = encodeBody(exchange, body)
  const result = await functions.invoke({
    functionArn: integration.functionArn,
    payload:
      integration.payloadFormat === '2.0' ? lambdaEventV2(exchange, eventBody) : lambdaEventV1(exchange, eventBody),
    timeoutMilliseconds: integration.timeoutMilliseconds,
    requestId: exchange.requestId,
    traceId: exchange.traceId,
  })
  if (result.kind !== 'success') return failureOf(result)
  const reply = readResult(integration, exchange, result.payload)
  if (reply !== undefined) return { kind: 'reply', reply: mappedReply(integration.responses, exchange, reply) }
  return { kind: 'function-failed', reason: 'malformed proxy response' }
}

/** The event is the same; what differs is the way of the answer. */
export async function invokeForStream(
  integration: LambdaProxyIntegration,
  exchange: RoutedExchange,
  body: Buffer,
  ends: { readonly functions: FunctionStreams; readonly writer: ResponseWriter },
): Promise<FunctionStreamOutcome> {
  if (body.length > LARGEST_EVENT_BYTES) return tooLarge
  const event = lambdaEventV1(exchange, encodeBody(exchange, body))
  const { streamFunction } = await import('./streaming/stream-function.ts')
  return streamFunction({ integration, event }, exchange, ends)
}

function encodeBody({ definition, request }: RoutedExchange, body: Buffer): EventBody {
  if (body.length === 0) return { body: null, isBase64Encoded: false }
  const contentType = findHeader(request.headers, 'content-type') ?? ''
  const isBinary =
    definition.kind === 'REST'
      ? isBinaryMediaType(definition.binaryMediaTypes, contentType)
      : !isTextMediaType(contentType)
  return { body: body.toString(isBinary ? 'base64' : 'utf8'), isBase64Encoded: isBinary }
}

function readResult(
  { payloadFormat, remappedHeaders, textResultType }: LambdaProxyIntegration,
  { definition, request }: RoutedExchange,
  payload: unknown,
): Reply | undefined {
  if (definition.kind === 'HTTP')
    return payloadFormat === '2.0' ? readHttpResultV2(payload, textResultType) : readHttpResultV1(payload)
  const types = definition.binaryMediaTypes
  const isAccepted = isBinaryMediaType(types, firstAcceptedType(request.headers))
  return readRestResult(payload, remappedHeaders, (contentType) => isAccepted || isBinaryMediaType(types, contentType))
}

function failureOf(result: Exclude<FunctionResult, { kind: 'success' }>): IntegrationFailure {
  switch (result.kind) {
    case 'function-error':
      return { kind: 'function-failed', reason: `${result.errorType}: ${result.errorMessage}` }
    case 'unavailable':
      return { kind: 'unavailable', reason: result.reason }
    case 'timeout':
      return { kind: 'timeout', reason: 'function did not answer in time' }
  }
}
