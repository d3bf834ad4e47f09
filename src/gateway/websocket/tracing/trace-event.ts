import type { SpanAttributes, SpanContext, Tracer } from '../../../ports/tracer.ts'
import type { WebSocketStage } from '../../definition/websocket-api.ts'
import { contextHeaders, requestTrace, toldOf } from '../../observation/trace-request.ts'
import type { ConnectionFacts, RouteEvent } from '../route-event.ts'

/** Begins the span of what a client did. A message names no trace, so each is a trace of its own. */
export function tracedEvent(event: RouteEvent, tracer: Tracer | undefined): RouteEvent {
  if (tracer === undefined) return event
  const { facts, happening, requestId, routeKey } = event
  const span = tracer.start({
    name: routeKey === '' ? happening.type : routeKey,
    kind: 'server',
    parent: undefined,
    attributes: {
      ...connectionAttributes(facts),
      'aws.request_id': requestId,
      'sallyport.websocket.event': happening.type,
      'sallyport.websocket.close_code': happening.type === 'DISCONNECT' ? happening.code : undefined,
    },
  })
  return { ...event, trace: requestTrace(tracer, span) }
}

/** Of which connection of which API: its id is of chance, and says nothing of whose it is. */
export function connectionAttributes({
  apiId,
  connectionId,
  stageName,
}: Pick<ConnectionFacts, 'apiId' | 'connectionId'> & { readonly stageName: WebSocketStage['name'] }): SpanAttributes {
  return {
    'aws.api_gateway.api_id': apiId,
    'aws.api_gateway.stage': stageName,
    'sallyport.websocket.connection_id': connectionId,
  }
}

/** The event within a part of it that asks nobody else. */
export function eventWithin(event: RouteEvent, context: SpanContext): RouteEvent {
  return { ...event, trace: event.trace?.inPart(context) }
}

/** The event as whoever is called for the sake of this span gets it. */
export function eventCalledWithin(event: RouteEvent, context: SpanContext): RouteEvent {
  const { happening } = event
  const inside = { ...eventWithin(event, context), traceHeaders: contextHeaders(context) }
  if (happening.type !== 'CONNECT') return inside
  const { handshake } = happening
  const told = { ...handshake, request: toldOf(handshake.request, context) }
  return { ...inside, happening: { type: 'CONNECT', handshake: told } }
}
