import type { WebSocketIntegration } from '../../definition/websocket-integration.ts'
import type { FunctionRunner } from '../../../ports/functions.ts'
import type { Upstreams } from '../../integrations/upstreams.ts'
import type { Reply } from '../../responses/reply.ts'
import type { RouteEvent } from '../route-event.ts'
import { answerMapped } from './answer-mapped.ts'
import { callFunctionProxy } from './call-function-proxy.ts'
import { callHttpProxy } from './call-http-proxy.ts'
import type { EventFailure } from './event-failure.ts'

/** The status is for a handshake; a client hears of a message's reply nothing but the body. */
export type EventOutcome = { readonly kind: 'answered'; readonly reply: Reply } | EventFailure

export interface EventResources {
  readonly functions: FunctionRunner
  readonly upstreams: Upstreams
}

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
