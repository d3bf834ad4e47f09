import type { WebSocketIntegration } from '../../definition/websocket-integration.ts'
import type { RouteEvent } from '../route-event.ts'
import { answerMapped } from './answer-mapped.ts'
import { callFunctionProxy } from './call-function-proxy.ts'
import { callHttpProxy } from './call-http-proxy.ts'
import type { EventOutcome, EventResources } from './event-outcome.ts'

/** Takes an event to what its route is for. */
export function integrateEvent(
  integration: WebSocketIntegration,
  event: RouteEvent,
  resources: EventResources,
): Promise<EventOutcome> {
  switch (integration.kind) {
    case 'function':
      return callFunctionProxy(integration, event, resources.functions)
    case 'http-proxy':
      return callHttpProxy(integration, event, resources.upstreams)
    case 'mapped':
      return answerMapped(integration, event, resources)
  }
}
