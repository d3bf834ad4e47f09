import type { WebSocketMapping } from '../../definition/websocket-integration.ts'
import { callFunction } from '../../integrations/mapped/call-function.ts'
import { callMock } from '../../integrations/mapped/call-mock.ts'
import type { EndpointOutcome, EndpointRequest, EndpointResponse } from '../../integrations/mapped/endpoint.ts'
import { noOverrides } from '../../mapping/overrides.ts'
import { framePayload } from '../frame-payload.ts'
import type { RouteEvent } from '../route-event.ts'
import { askBackend, callerOf, nobody } from './ask-backend.ts'
import { eventFailure, type EventOutcome, type EventResources } from './event-outcome.ts'
import { traceIdOf } from '../new-id.ts'
import { mapMessage } from './map-message.ts'
import { mapAnswer } from './map-answer.ts'

/** HTTP, AWS and MOCK: request mapping, endpoint, response mapping. */
export async function answerMapped(
  integration: WebSocketMapping,
  event: RouteEvent,
  resources: EventResources,
): Promise<EventOutcome> {
  const overrides = noOverrides()
  const mapped = mapMessage(integration, event, overrides)
  if (mapped.kind !== 'mapped') return eventFailure(mapped)
  const called = await callEndpoint(integration, event, mapped.request, resources)
  if (called.kind !== 'response') return eventFailure(called)
  const { body, headers } = called.response
  const status = statusOf(integration, called.response)
  // Without an integration response there is nothing to map with.
  if (integration.responses.length === 0) {
    return { kind: 'answered', reply: { status, headers, body: framePayload(body) } }
  }
  return mapAnswer(integration, event, { ...called.response, status }, overrides)
}

async function callEndpoint(
  { endpoint, timeoutMilliseconds }: WebSocketMapping,
  event: RouteEvent,
  request: EndpointRequest,
  { aws, functions, upstreams }: EventResources,
): Promise<EndpointOutcome> {
  switch (endpoint.kind) {
    case 'mock':
      return callMock(request)
    case 'function': {
      const { functionArn } = endpoint
      const { requestId } = event
      const traceId = traceIdOf(event)
      return callFunction(request, { functionArn, functions, requestId, traceId, timeoutMilliseconds })
    }
    case 'http':
      return askBackend({ ...endpoint, timeoutMilliseconds }, event, request, upstreams)
    case 'aws-service': {
      const { callService } = await import('../../integrations/aws/call-aws.ts')
      const place = { aws, upstreams, writer: nobody }
      return callService({ ...endpoint, timeoutMilliseconds }, callerOf(event), request, place)
    }
  }
}

/** A function that fails must not open a connection: nothing says that it would have allowed it. */
function statusOf({ endpoint }: WebSocketMapping, { selector }: EndpointResponse): number {
  if (endpoint.kind !== 'function') return Number(selector)
  return selector === '' ? 200 : 502
}
