import type { Log } from '../../ports/log.ts'
import type { WebSocketRoute } from '../definition/websocket-api.ts'
import { createPayload, requestPayloadLimits } from '../mapping/payload.ts'
import type { EventServices } from './event-services.ts'
import type { LiveConnection } from './live-connection.ts'
import type { RouteEnd } from './route-end.ts'
import type { ConnectionFacts, RouteEvent } from './route-event.ts'
import { runRoute } from './run-route.ts'
import type { ServedApi } from './served-api.ts'
import { tracedEvent } from './tracing/trace-event.ts'
import { selectRoute } from './select-route.ts'
import { badBodyText } from './validate-event.ts'

export interface MessageServices extends EventServices {
  readonly log: Pick<Log, 'info' | 'error'>
  readonly messageBytes: number
}

/** What becomes of one message: its route's integration, and a reply where the route has one or something is wrong. */
export async function answerMessage(
  served: ServedApi | undefined,
  text: string,
  connection: LiveConnection,
  services: MessageServices,
): Promise<void> {
  const { clock, log, newRequestId, tell } = services
  const { apiId, connectionId, stageName } = connection.facts
  const stage = served?.api.stages.get(stageName)
  // The definition has changed, and the connection is being closed.
  if (served === undefined || stage === undefined) return
  const { api } = served
  const facts = asOfNow(connection.facts, served)
  const message = createPayload(text, requestPayloadLimits)
  const route = selectRoute(api, stage, message)
  const requestId = newRequestId()
  const said: RouteEvent = {
    facts,
    routeKey: route?.key ?? '',
    requestId,
    at: clock.now(),
    stage,
    happening: { type: 'MESSAGE', text, message },
  }
  const event = tracedEvent(said, services.tracer)
  const end = await endOf(route, event, services)
  const status = end.kind === 'answered' ? end.reply.status : end.status
  const traceId = event.trace?.span.context.traceId
  log.info({ apiId, connectionId, requestId, traceId, route: route?.key, status, reason: reasonOf(end) }, 'message')
  const reply = replyOf(route, event, end)
  // A client that lets its replies pile up has left in all but name.
  if (reply.length > 0 && !connection.send(reply)) connection.close(1008, 'Replies are not read')
  tell({ api, stage, event, route, end, status, responseBytes: Buffer.byteLength(reply), endedAt: clock.now() })
}

/** A key that is disabled opens nothing from then on, and its plan is what it is now: the connection is older. */
function asOfNow(facts: ConnectionFacts, { holders }: ServedApi): ConnectionFacts {
  const { holder, stageName } = facts
  return holder === undefined ? facts : { ...facts, holder: holders.get(stageName)?.find(holder.key.value) }
}

async function endOf(
  route: WebSocketRoute | undefined,
  event: RouteEvent,
  services: MessageServices,
): Promise<RouteEnd> {
  if (route === undefined) return { kind: 'refused', status: 403, message: 'Forbidden', reason: 'no route' }
  try {
    const end = await runRoute(route, event, services)
    if (end.kind !== 'answered' || !route.isTwoWay) return end
    if (Buffer.byteLength(end.reply.body) <= services.messageBytes) return end
    return { ...end, kind: 'failed', status: 500, message: 'Internal server error', reason: 'reply over 128 KB' }
  } catch (cause) {
    const { facts, requestId } = event
    services.log.error({ apiId: facts.apiId, requestId, cause }, 'WebSocket fault')
    return { kind: 'failed', status: 500, message: 'Internal server error', reason: 'fault', latencyMilliseconds: 0 }
  }
}

/** Empty where the client gets none. */
function replyOf(
  route: WebSocketRoute | undefined,
  { facts, requestId }: RouteEvent,
  end: RouteEnd,
): string | Uint8Array {
  if (end.kind === 'answered') return route?.isTwoWay === true ? end.reply.body : ''
  const { connectionId } = facts
  // Developer guide: this one names the message, and all others name the request.
  const id = end.message === badBodyText ? { messageId: requestId } : { requestId }
  return JSON.stringify({ message: end.message, connectionId, ...id })
}

function reasonOf(end: RouteEnd): string | undefined {
  return end.kind === 'answered' ? undefined : end.reason
}
