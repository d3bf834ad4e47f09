import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { WebSocketApiDefinition } from '../definition/websocket-api.ts'
import type { TokenBuckets } from '../throttling/token-buckets.ts'
import { createPayload, requestPayloadLimits } from '../mapping/payload.ts'
import type { EventResources } from './integrations/event-outcome.ts'
import { integrateEvent } from './integrations/integrate-event.ts'
import type { LiveConnection } from './live-connection.ts'
import { routeBucket } from './route-bucket.ts'
import type { RouteEvent } from './route-event.ts'
import { selectRoute } from './select-route.ts'

export interface MessageServices extends EventResources {
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'error'>
  readonly buckets: TokenBuckets
  readonly newRequestId: () => string
  readonly messageBytes: number
}

/** What becomes of one message: its route's function, and a reply where the route has one or something is wrong. */
export async function answerMessage(
  api: WebSocketApiDefinition | undefined,
  text: string,
  connection: LiveConnection,
  services: MessageServices,
): Promise<void> {
  const { buckets, clock, log, messageBytes, newRequestId } = services
  const { facts } = connection
  const requestId = newRequestId()
  const at = clock.now()
  const message = createPayload(text, requestPayloadLimits)
  const stage = api?.stages.get(facts.stageName)
  const route = api === undefined || stage === undefined ? undefined : selectRoute(api, stage, message)
  if (stage === undefined || route === undefined) return complain('Forbidden', 'no route')
  if (!buckets.take(routeBucket(facts, route), at)) return complain('Too Many Requests', 'throttled')
  try {
    const event: RouteEvent = {
      facts,
      routeKey: route.key,
      requestId,
      at,
      stage,
      happening: { type: 'MESSAGE', text, message },
    }
    const outcome = await integrateEvent(route.integration, event, services)
    if (outcome.kind === 'failed') return complain(outcome.message, outcome.reason)
    const { body, status } = outcome.reply
    log.info({ apiId: facts.apiId, connectionId: facts.connectionId, requestId, route: route.key, status }, 'message')
    if (!route.isTwoWay || body.length === 0) return
    if (Buffer.byteLength(body) > messageBytes) return complain('Internal server error', 'reply over 128 KB')
    reply(body)
  } catch (cause) {
    log.error({ apiId: facts.apiId, requestId, cause }, 'WebSocket fault')
    complain('Internal server error', 'fault')
  }

  function complain(told: string, reason: string): void {
    log.info({ apiId: facts.apiId, connectionId: facts.connectionId, requestId, reason }, 'message refused')
    reply(JSON.stringify({ message: told, connectionId: facts.connectionId, requestId }))
  }

  /** A client that lets its replies pile up has left in all but name. */
  function reply(body: string | Uint8Array): void {
    if (!connection.send(body)) connection.close(1008, 'Replies are not read')
  }
}
