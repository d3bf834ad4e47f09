import type { WebSocketRoute } from '../definition/websocket-api.ts'
import { admitEvent, type AdmissionResources } from './admit-event.ts'
import type { EventResources } from './integrations/event-outcome.ts'
import { integrateEvent } from './integrations/integrate-event.ts'
import type { RouteEnd } from './route-end.ts'
import type { RouteEvent } from './route-event.ts'
import { integrationPart } from './tracing/event-parts.ts'
import { inEventSpan } from './tracing/in-event-span.ts'

/** Takes an event through its route: what is asked of it, and then its integration. */
export async function runRoute(
  route: WebSocketRoute,
  event: RouteEvent,
  resources: EventResources & AdmissionResources,
): Promise<RouteEnd> {
  return (await admitEvent(route, event, resources)) ?? (await runIntegration(route, event, resources))
}

/** The integration alone: of what has happened already nothing can be refused any more. */
export async function runIntegration(
  { integration }: WebSocketRoute,
  event: RouteEvent,
  resources: EventResources,
): Promise<RouteEnd> {
  const startedAt = performance.now()
  const outcome = await inEventSpan(integrationPart(integration, event.happening), event, (inside) =>
    integrateEvent(integration, inside, resources),
  )
  return { ...outcome, latencyMilliseconds: Math.round(performance.now() - startedAt) }
}
