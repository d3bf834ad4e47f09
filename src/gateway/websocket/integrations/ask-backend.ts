import type { WebSocketHttpProxy } from '../../definition/websocket-integration.ts'
import { callHttp, type HttpCaller } from '../../integrations/mapped/call-http.ts'
import type { EndpointOutcome, EndpointRequest } from '../../integrations/mapped/endpoint.ts'
import type { ClientSide } from '../../exchange/response-writer.ts'
import type { Upstreams } from '../../integrations/upstreams.ts'
import { findHeader } from '../../../http/header-list.ts'
import { traceIdOf } from '../new-id.ts'
import type { RouteEvent } from '../route-event.ts'

/** Asks an HTTP backend on behalf of a connection. Whoever sent a message and left may have wanted it done all the same. */
export function askBackend(
  endpoint: Pick<WebSocketHttpProxy, 'uri' | 'behind' | 'method' | 'timeoutMilliseconds'>,
  event: RouteEvent,
  request: EndpointRequest,
  upstreams: Upstreams,
): Promise<EndpointOutcome> {
  return callHttp({ ...endpoint, kind: 'http' }, callerOf(event), request, { upstreams, writer: nobody })
}

export function callerOf(event: RouteEvent): HttpCaller {
  const { facts, happening } = event
  const isConnect = happening.type === 'CONNECT'
  return {
    apiId: facts.apiId,
    traceId: traceIdOf(event),
    ...(event.traceHeaders && { traceHeaders: event.traceHeaders }),
    method: isConnect ? 'GET' : 'POST',
    contentType: isConnect ? findHeader(happening.handshake.request.headers, 'content-type') : 'application/json',
    pathParameter: () => undefined,
    extras: event.stage.extras,
    principal: facts.principal,
  }
}

/** Who waits for the answer, as far as the way to a backend can tell. */
export const nobody: ClientSide = { isClientGone: () => false, onClientGone: () => {} }
