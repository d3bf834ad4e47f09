import type { MappedIntegration } from '../../definition/mapped-integration.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { noOverrides } from '../../mapping/overrides.ts'
import { pathParameter } from '../../mapping/parameter-mapping.ts'
import { findHeader } from '../../../http/header-list.ts'
import type { PayloadLimits } from '../../mapping/payload.ts'
import { traceHeaders } from '../../observation/trace-request.ts'
import type { Reply } from '../../exchange/reply.ts'
import type { IntegrationFailure } from '../integration-failure.ts'
import type { AwsCaller } from '../aws/ask-aws.ts'
import type { HttpResources } from './ask-upstream.ts'
import { callFunction } from './call-function.ts'
import { callHttp, type HttpCaller } from './call-http.ts'
import { callMock } from './call-mock.ts'
import type { EndpointOutcome, EndpointRequest } from './endpoint.ts'
import { mapRequest } from './map-request.ts'
import { mapResponse } from './map-response.ts'
import type { FunctionRunner } from '../../../ports/functions.ts'

export interface MappedResources extends HttpResources {
  readonly functions: FunctionRunner
  /** Of what is read of the request's body. */
  readonly payloadLimits: PayloadLimits
  readonly aws: AwsCaller
}

/** Request mapping, endpoint, response mapping (contract/gateway 1.1). */
export async function answerMapped(
  integration: MappedIntegration,
  exchange: RoutedExchange,
  body: Buffer,
  resources: MappedResources,
): Promise<{ readonly kind: 'reply'; readonly reply: Reply } | IntegrationFailure> {
  const overrides = noOverrides()
  const mapped = await mapRequest(integration, exchange, body, { limits: resources.payloadLimits, overrides })
  if (mapped.kind !== 'mapped') return mapped
  const called = await callEndpoint(integration, exchange, mapped.request, resources)
  if (called.kind !== 'response') return called
  // A function's selector is its error message; the others' is their status.
  const status = integration.endpoint.kind === 'function' ? 200 : Number(called.response.selector)
  exchange.phases.integrationAnswered({ ofEndpoint: status, ofFunction: status })
  if (exchange.stage.accessLog?.readsBackendIds === true) exchange.phases.backendAnswered(called.response.headers)
  return mapResponse(integration, exchange, called.response, overrides)
}

async function callEndpoint(
  integration: MappedIntegration,
  exchange: RoutedExchange,
  request: EndpointRequest,
  resources: MappedResources,
): Promise<EndpointOutcome> {
  const { endpoint, timeoutMilliseconds } = integration
  switch (endpoint.kind) {
    case 'mock':
      return callMock(request)
    case 'function':
      return callFunction(request, {
        functionArn: endpoint.functionArn,
        functions: resources.functions,
        requestId: exchange.requestId,
        traceId: exchange.traceId,
        timeoutMilliseconds,
      })
    case 'http':
      return callHttp({ ...endpoint, timeoutMilliseconds }, callerOf(exchange), request, resources)
    case 'aws-service': {
      const { callService } = await import('../aws/call-aws.ts')
      return callService({ ...endpoint, timeoutMilliseconds }, callerOf(exchange), request, resources)
    }
  }
}

function callerOf(exchange: RoutedExchange): HttpCaller {
  const { definition, principal, request, stage, traceId } = exchange
  return {
    apiId: definition.apiId,
    traceId,
    traceHeaders: traceHeaders(exchange),
    method: request.method,
    contentType: findHeader(request.headers, 'content-type'),
    pathParameter: (name) => pathParameter(exchange, name),
    extras: stage.extras,
    principal,
  }
}
