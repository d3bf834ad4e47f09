import { contextVariable } from './context-variables.ts'
import { accessPhaseVariable } from './access-phases.ts'
import { maskedKey } from './masked-key.ts'
import { latencyMilliseconds, processedBytes, reasonOf, type EndedRequest } from './ended-request.ts'

const REST_ONLY =
  /^(?:resourceId|resourcePath|identity\.apiKey(?:Id)?|authenticate\.\w+|authorize\.\w+|authorizer\.(?:latency|requestId|status|integration\w+)|integration\.(?:responseT|timeTo)\w+)$/
const HTTP_ONLY = new Set(['awsEndpointRequestId2', 'dataProcessed', 'routeKey'])

/**
 * `$context.<name>` as a line of an access log knows it: everything a mapping may read of a request, and how it ended.
 * Undefined where this request has no such value, which is written as `-`.
 */
export function loggedVariable(ended: EndedRequest, name: string): string | undefined {
  const isRest = ended.exchange.definition.kind === 'REST'
  if (isRest ? HTTP_ONLY.has(name) : REST_ONLY.test(name)) return undefined
  const value = outcomeVariable(ended, name)
  return value === undefined ? contextVariable(ended.exchange, name) : String(value)
}

function outcomeVariable(ended: EndedRequest, name: string): string | number | undefined {
  const { exchange, outcome } = ended
  const { phases } = exchange
  const error = outcome.kind === 'reply' ? outcome.reply.error : undefined
  switch (name) {
    case 'authenticate.error':
    case 'authenticate.latency':
    case 'authenticate.status':
    case 'authorize.error':
    case 'authorize.latency':
    case 'authorize.status':
    case 'authorizer.error':
    case 'authorizer.latency':
    case 'authorizer.status':
      return accessPhaseVariable(ended, name)
    case 'authorizer.integrationStatus':
      return isJudgedByFunction(ended) ? 200 : undefined
    case 'authorizer.requestId':
      return isJudgedByFunction(ended) ? exchange.requestId : undefined
    case 'awsEndpointRequestId':
    case 'integration.requestId':
      return isAnsweredByFunction(ended) ? exchange.requestId : phases.backendIds()?.requestId
    case 'awsEndpointRequestId2':
      return phases.backendIds()?.requestId2
    case 'dataProcessed':
      return processedBytes(ended)
    case 'error.message':
      return error?.message ?? undefined
    case 'error.messageString':
      return error === undefined ? undefined : JSON.stringify(error.message)
    case 'error.responseType':
      return error?.responseType
    case 'error.validationErrorString':
      return error?.validationError
    case 'identity.apiKey':
      return 'holder' in exchange && exchange.holder !== undefined ? maskedKey(exchange.holder.key.value) : undefined
    case 'integration.error':
    case 'integrationErrorMessage':
      return integrationError(ended)
    case 'integration.integrationStatus':
    case 'integrationStatus':
      return phases.integrationStatus()?.ofEndpoint
    case 'integration.status':
      return phases.integrationStatus()?.ofFunction
    case 'integration.latency':
    case 'integrationLatency':
      return phases.latencyOf('integration')
    case 'integration.responseTransferMode':
      return transferMode(ended)
    case 'integration.timeToAllHeaders':
      return phases.timeTo('headers')
    case 'integration.timeToFirstContent':
      return phases.timeTo('content')
    case 'responseLatency':
      return latencyMilliseconds(ended)
    case 'responseLength':
      return ended.responseBytes
    case 'status':
      return ended.status
    case 'xrayTraceId':
      return /^Root=([^;]+)/.exec(exchange.traceId)?.[1]
    default:
      return undefined
  }
}

function isJudgedByFunction({ exchange }: EndedRequest): boolean {
  return 'principal' in exchange && exchange.principal?.kind === 'function'
}

function transferMode({ exchange }: EndedRequest): string | undefined {
  if (!('match' in exchange)) return undefined
  const { integration } = exchange.match.route
  return 'isStreamed' in integration && integration.isStreamed === true ? 'STREAMED' : 'BUFFERED'
}

/** A refusal that came from the backend, or from the way to it. */
function integrationError({ exchange, outcome }: EndedRequest): string | undefined {
  return exchange.phases.latencyOf('integration') === undefined ? undefined : reasonOf(outcome)
}

function isAnsweredByFunction({ exchange }: EndedRequest): boolean {
  if (!('match' in exchange) || exchange.phases.integrationStatus() === undefined) return false
  const { integration } = exchange.match.route
  return (
    integration.kind === 'lambda-proxy' || (integration.kind === 'mapped' && integration.endpoint.kind === 'function')
  )
}
