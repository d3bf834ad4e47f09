import type { RoutedExchange } from '../exchange/exchange.ts'
import type { PipelineOutcome } from '../exchange/pipeline-outcome.ts'
import { gatewayResponse } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { Reply } from '../exchange/reply.ts'

export type IntegrationFailure =
  /** The function threw, or what it returned is no response. */
  | { readonly kind: 'function-failed'; readonly reason: string }
  /** No place to run the function, or no connection to the endpoint. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly reason: string }
  /** The gateway's own configuration cannot be carried out for this request. */
  | { readonly kind: 'misconfigured'; readonly reason: string }
  | { readonly kind: 'request-too-large'; readonly reason: string }
  | { readonly kind: 'request-too-slow'; readonly reason: string }
  /** REST: no template is for the type of the body, and the body may not pass without one. */
  | { readonly kind: 'unsupported-media-type'; readonly reason: string }
  | { readonly kind: 'bad-request'; readonly reason: string }
  | { readonly kind: 'client-gone'; readonly reason: string }

/** The same failure has different faces: 502 and 504 on a REST API are 500 and 503 on an HTTP API. */
export function failureReply(exchange: RoutedExchange, failure: IntegrationFailure): Reply {
  if (failure.kind === 'request-too-slow') return { status: 408, headers: [], body: '' }
  return exchange.definition.kind === 'REST' ? restReply(exchange, failure) : httpReply(failure)
}

/** What is left of the request's body is not read. */
export function failureOutcome(exchange: RoutedExchange, failure: IntegrationFailure): PipelineOutcome {
  if (failure.kind === 'client-gone') return { kind: 'client-gone', reason: failure.reason }
  const closes = exchange.request.hasBody
  return { kind: 'reply', reply: failureReply(exchange, failure), reason: `${failure.kind}: ${failure.reason}`, closes }
}

function restReply(exchange: RoutedExchange, { kind }: IntegrationFailure): Reply {
  switch (kind) {
    case 'function-failed':
      return gatewayResponse(exchange, { type: 'INTEGRATION_FAILURE', status: 502 })
    case 'unavailable':
      return gatewayResponse(exchange, { type: 'INTEGRATION_FAILURE', status: 500 })
    case 'unreachable':
      return gatewayResponse(exchange, { type: 'INTEGRATION_FAILURE' })
    case 'timeout':
      return gatewayResponse(exchange, { type: 'INTEGRATION_TIMEOUT' })
    case 'misconfigured':
      return gatewayResponse(exchange, { type: 'API_CONFIGURATION_ERROR' })
    case 'request-too-large':
      return gatewayResponse(exchange, { type: 'REQUEST_TOO_LARGE' })
    case 'unsupported-media-type':
      return gatewayResponse(exchange, { type: 'UNSUPPORTED_MEDIA_TYPE' })
    default:
      return httpError(400)
  }
}

function httpReply({ kind }: IntegrationFailure): Reply {
  switch (kind) {
    case 'function-failed':
    case 'misconfigured':
      return httpError(500)
    case 'unavailable':
    case 'unreachable':
    case 'timeout':
      return httpError(503)
    case 'request-too-large':
      return httpError(413)
    default:
      return httpError(400)
  }
}
