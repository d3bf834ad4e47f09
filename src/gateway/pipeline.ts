import type { IncomingMessage } from 'node:http'
import type { FunctionRunner } from '../ports/functions.ts'
import { authorize } from './authorizers/authorize.ts'
import type { TokenVerifier } from './authorizers/token-verifier.ts'
import { isPreflight, preflightReply } from './responses/cors.ts'
import type { Exchange, RoutedExchange } from './exchange.ts'
import { gatewayResponse } from './responses/gateway-responses.ts'
import type { CompiledStage } from './gateway-snapshot.ts'
import { httpError } from './responses/http-errors.ts'
import { forwardRequest } from './integrations/http-proxy.ts'
import { failureReply, type IntegrationFailure } from './integrations/integration-failure.ts'
import { invokeFunction } from './integrations/lambda-proxy.ts'
import { answerMock } from './integrations/mock.ts'
import type { ResponseWriter } from './integrations/response-writer.ts'
import type { Upstreams } from './integrations/upstreams.ts'
import type { PipelineOutcome } from './pipeline-outcome.ts'
import type { Reply } from './responses/reply.ts'
import { readBody, type ArrivalLimits } from './request/request-body.ts'

export interface PipelineResources {
  readonly verifier: TokenVerifier
  readonly functions: FunctionRunner
  readonly upstreams: Upstreams
  readonly arrivalLimits: ArrivalLimits
  /** `apiId/routeId` of routes whose GET, HEAD, DELETE or OPTIONS may carry a body. */
  readonly bodyOnAnyMethod: ReadonlySet<string>
}

export interface Connection {
  readonly message: IncomingMessage
  readonly writer: ResponseWriter
}

type Answered = PipelineOutcome & { readonly exchange: Exchange | RoutedExchange }

const BODILESS_METHODS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS'])

/** The data plane in the order of API Gateway's own (contract/gateway 1.1): the first step that fails decides. */
export async function runPipeline(
  arrived: Exchange,
  { routes, isProtected }: CompiledStage,
  connection: Connection,
  resources: PipelineResources,
): Promise<Answered> {
  const { definition, request } = arrived
  const end = (outcome: PipelineOutcome, exchange: Exchange | RoutedExchange = arrived) => ({ ...outcome, exchange })

  if (isProtected && request.path.isAmbiguous) return end(badRequest('path with more than one reading'))
  if (definition.cors !== undefined && isPreflight(request)) {
    return end({ kind: 'reply', reply: preflightReply(definition.cors, request) })
  }

  const match = routes.match(request.method, request.path.segments)
  if (match === undefined) return end(unmatched(arrived))

  const routed: RoutedExchange = { ...arrived, match, principal: undefined }
  const authorization = await authorize(routed, resources.verifier)
  if (authorization.kind === 'reply') return end(authorization, routed)

  const exchange: RoutedExchange = { ...routed, principal: authorization.principal }
  const allowsBody = resources.bodyOnAnyMethod.has(`${definition.apiId}/${match.route.id}`)
  if (request.hasBody && BODILESS_METHODS.has(request.method) && !allowsBody) {
    return end(badRequest(`body on ${request.method}`), exchange)
  }
  if (connection.writer.isClientGone())
    return end({ kind: 'client-gone', reason: 'gone before it was authorized' }, exchange)
  return end(await integrate(exchange, connection, resources), exchange)
}

async function integrate(
  exchange: RoutedExchange,
  connection: Connection,
  { arrivalLimits, functions, upstreams }: PipelineResources,
): Promise<PipelineOutcome> {
  const { integration } = exchange.match.route
  switch (integration.kind) {
    case 'mock':
      return { kind: 'reply', reply: answerMock(integration) }
    case 'lambda-proxy': {
      const body = await readBody(connection.message, exchange.request.declaredLength, arrivalLimits)
      if (body.kind === 'aborted') return { kind: 'client-gone', reason: 'client closed the connection' }
      if (body.kind !== 'body') return failed(exchange, { kind: `request-${body.kind}`, reason: body.kind })
      const outcome = await invokeFunction(integration, exchange, body.bytes, functions)
      if (outcome.kind !== 'reply') return failed(exchange, outcome)
      const traced: Reply = { ...outcome.reply, headers: [...outcome.reply.headers, ...traceHeader(exchange)] }
      return { kind: 'reply', reply: traced }
    }
    case 'http-proxy': {
      const outcome = await forwardRequest(integration, exchange, connection, { upstreams, arrivalLimits })
      return outcome.kind === 'streamed' ? outcome : failed(exchange, outcome)
    }
  }
}

function traceHeader({ definition, traceId }: Exchange): Reply['headers'] {
  return definition.kind === 'REST' ? [['X-Amzn-Trace-Id', traceId]] : []
}

function failed(exchange: RoutedExchange, failure: IntegrationFailure): PipelineOutcome {
  if (failure.kind === 'client-gone') return { kind: 'client-gone', reason: failure.reason }
  const closes = exchange.request.hasBody
  return { kind: 'reply', reply: failureReply(exchange, failure), reason: `${failure.kind}: ${failure.reason}`, closes }
}

/** Cognito: an unknown path or method is a missing token to a REST API, and plainly not found to an HTTP API. */
function unmatched(exchange: Exchange): PipelineOutcome {
  const isRest = exchange.definition.kind === 'REST'
  const reply = isRest ? gatewayResponse(exchange, { type: 'MISSING_AUTHENTICATION_TOKEN' }) : httpError(404)
  return { kind: 'reply', reply, reason: 'no route' }
}

function badRequest(reason: string): PipelineOutcome {
  return { kind: 'reply', reply: httpError(400), reason, closes: true }
}
