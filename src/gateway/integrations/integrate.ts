import { whenKnown, type AtOnce } from '../at-once.ts'
import type { FunctionRunner, FunctionStreams } from '../../ports/functions.ts'
import type { LambdaProxyIntegration } from '../definition/integration.ts'
import type { MappedIntegration } from '../definition/mapped-integration.ts'
import type { ServiceIntegration } from '../definition/aws-action.ts'
import type { Exchange, RoutedExchange } from '../exchange/exchange.ts'
import type { PayloadLimits } from '../mapping/payload.ts'
import type { PipelineOutcome } from '../exchange/pipeline-outcome.ts'
import type { ArrivalLimits } from '../request/request-body.ts'
import type { Reply } from '../exchange/reply.ts'
import { forwardRequest } from './http-proxy.ts'
import type { Connection } from './connection.ts'
import { failureOutcome } from './integration-failure.ts'
import { invokeFunction, invokeForStream } from './lambda-proxy.ts'
import { answerMapped } from './mapped/answer-mapped.ts'
import type { AwsCaller } from './aws/ask-aws.ts'
import { streamingWriter } from './streaming/streaming-writer.ts'
import type { StreamPace } from './streaming/stream-pace.ts'
import type { Upstreams } from './upstreams.ts'

export interface IntegrationResources {
  readonly functions: FunctionRunner & FunctionStreams
  readonly upstreams: Upstreams
  readonly arrivalLimits: ArrivalLimits
  /** Of what mappings and models read of a request's body. */
  readonly payloadLimits: PayloadLimits
  readonly aws: AwsCaller
  readonly streamPace: StreamPace
}

/** Hands the request to the route's backend, whatever its kind. */
export function integrate(
  exchange: RoutedExchange,
  connection: Connection,
  resources: IntegrationResources,
): AtOnce<PipelineOutcome> {
  const { integration } = exchange.match.route
  switch (integration.kind) {
    case 'http-proxy':
      return whenKnown(forwardRequest(integration, exchange, connection, resources), (outcome) => {
        if (outcome.kind !== 'streamed' && outcome.kind !== 'mapped') return failureOutcome(exchange, outcome)
        exchange.phases.integrationAnswered({ ofEndpoint: outcome.status, ofFunction: outcome.status })
        return outcome.kind === 'streamed' ? outcome : { kind: 'reply', reply: outcome.reply }
      })
    case 'lambda-proxy':
      return askFunction(integration, exchange, connection, resources)
    case 'mapped':
      return askMapped(integration, exchange, connection, resources)
    case 'service':
      return askService(integration, exchange, connection, resources)
  }
}

async function askFunction(
  integration: LambdaProxyIntegration,
  exchange: RoutedExchange,
  connection: Connection,
  { functions, streamPace }: IntegrationResources,
): Promise<PipelineOutcome> {
  const body = await connection.wholeBody()
  if (body.kind !== 'body') return failureOutcome(exchange, body)
  if (integration.isStreamed === true) {
    const writer = streamingWriter(connection.writer, exchange.phases, streamPace)
    const streamed = await invokeForStream(integration, exchange, body.bytes, { functions, writer })
    return streamed.kind === 'streamed' ? streamed : failureOutcome(exchange, streamed)
  }
  const outcome = await invokeFunction(integration, exchange, body.bytes, functions)
  if (outcome.kind !== 'reply') return failureOutcome(exchange, outcome)
  exchange.phases.integrationAnswered({ ofEndpoint: 200, ofFunction: outcome.reply.status })
  return traced(exchange, outcome.reply)
}

async function askMapped(
  integration: MappedIntegration,
  exchange: RoutedExchange,
  connection: Connection,
  resources: IntegrationResources,
): Promise<PipelineOutcome> {
  const body = await connection.wholeBody()
  if (body.kind !== 'body') return failureOutcome(exchange, body)
  const outcome = await answerMapped(integration, exchange, body.bytes, { ...resources, writer: connection.writer })
  if (outcome.kind !== 'reply') return failureOutcome(exchange, outcome)
  return integration.endpoint.kind === 'mock' ? outcome : traced(exchange, outcome.reply)
}

async function askService(
  integration: ServiceIntegration,
  exchange: RoutedExchange,
  connection: Connection,
  resources: IntegrationResources,
): Promise<PipelineOutcome> {
  const { answerService } = await import('./aws/answer-first-class.ts')
  const outcome = await answerService(integration, exchange, connection, resources)
  return outcome.kind === 'reply' ? outcome : failureOutcome(exchange, outcome)
}

/** Cognito: REST APIs tell the trace where a backend was asked, HTTP_PROXY aside. */
function traced({ definition, traceId }: Exchange, reply: Reply): PipelineOutcome {
  if (definition.kind === 'HTTP') return { kind: 'reply', reply }
  return { kind: 'reply', reply: { ...reply, headers: [...reply.headers, ['X-Amzn-Trace-Id', traceId]] } }
}
