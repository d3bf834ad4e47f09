import type { IncomingMessage } from 'node:http'
import type { FunctionRunner } from '../../ports/functions.ts'
import type { Exchange, RoutedExchange } from '../exchange.ts'
import type { PipelineOutcome } from '../pipeline-outcome.ts'
import type { ArrivalLimits } from '../request/request-body.ts'
import { readBody } from '../request/request-body.ts'
import type { Reply } from '../responses/reply.ts'
import { forwardRequest } from './http-proxy.ts'
import { failureReply, type IntegrationFailure } from './integration-failure.ts'
import { invokeFunction } from './lambda-proxy.ts'
import { answerMapped } from './mapped/answer-mapped.ts'
import type { ResponseWriter } from './response-writer.ts'
import type { Upstreams } from './upstreams.ts'

export interface IntegrationResources {
  readonly functions: FunctionRunner
  readonly upstreams: Upstreams
  readonly arrivalLimits: ArrivalLimits
}

/** The client's side of a request: what is still to be read of it, and where its answer goes. */
export interface Connection {
  readonly message: IncomingMessage
  readonly writer: ResponseWriter
}

/** Hands the request to the route's backend, whatever its kind. */
export async function integrate(
  exchange: RoutedExchange,
  connection: Connection,
  resources: IntegrationResources,
): Promise<PipelineOutcome> {
  const { integration } = exchange.match.route
  const { arrivalLimits, functions } = resources
  switch (integration.kind) {
    case 'mapped': {
      const body = await readBody(connection.message, exchange.request.declaredLength, arrivalLimits)
      if (body.kind === 'aborted') return { kind: 'client-gone', reason: 'client closed the connection' }
      if (body.kind !== 'body') return failed(exchange, { kind: `request-${body.kind}`, reason: body.kind })
      const outcome = await answerMapped(integration, exchange, body.bytes, { ...resources, writer: connection.writer })
      return outcome.kind === 'reply' ? traced(exchange, outcome.reply) : failed(exchange, outcome)
    }
    case 'lambda-proxy': {
      const body = await readBody(connection.message, exchange.request.declaredLength, arrivalLimits)
      if (body.kind === 'aborted') return { kind: 'client-gone', reason: 'client closed the connection' }
      if (body.kind !== 'body') return failed(exchange, { kind: `request-${body.kind}`, reason: body.kind })
      const outcome = await invokeFunction(integration, exchange, body.bytes, functions)
      if (outcome.kind !== 'reply') return failed(exchange, outcome)
      return traced(exchange, outcome.reply)
    }
    case 'http-proxy': {
      const outcome = await forwardRequest(integration, exchange, connection, resources)
      return outcome.kind === 'streamed' ? outcome : failed(exchange, outcome)
    }
  }
}

function traced({ definition, traceId }: Exchange, reply: Reply): PipelineOutcome {
  if (definition.kind === 'HTTP') return { kind: 'reply', reply }
  return { kind: 'reply', reply: { ...reply, headers: [...reply.headers, ['X-Amzn-Trace-Id', traceId]] } }
}

function failed(exchange: RoutedExchange, failure: IntegrationFailure): PipelineOutcome {
  if (failure.kind === 'client-gone') return { kind: 'client-gone', reason: failure.reason }
  const closes = exchange.request.hasBody
  return { kind: 'reply', reply: failureReply(exchange, failure), reason: `${failure.kind}: ${failure.reason}`, closes }
}
