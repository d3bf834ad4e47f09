import type { WebSocketHttpProxy } from '../../definition/websocket-integration.ts'
import { endpointRequest } from '../../integrations/mapped/endpoint-request.ts'
import type { EndpointRequest } from '../../integrations/mapped/endpoint.ts'
import type { Upstreams } from '../../integrations/upstreams.ts'
import { convertRequestBody } from '../../mapping/content-conversion.ts'
import { noOverrides } from '../../mapping/overrides.ts'
import { withoutHeaders } from '../../../http/header-list.ts'
import { eventExchange, messageOf } from '../event-exchange.ts'
import { handshakeHeaders } from '../events.ts'
import { framePayload } from '../frame-payload.ts'
import type { RouteEvent } from '../route-event.ts'
import { askBackend } from './ask-backend.ts'
import { eventFailure, type EventOutcome } from './event-outcome.ts'

/** The framing is made anew for the backend's connection (GW-02). */
const REBUILT = new Set(['content-length', 'host'])

/** HTTP_PROXY: the message as it came, mapped parameters over what the handshake sent, and the answer as it is. */
export async function callHttpProxy(
  integration: WebSocketHttpProxy,
  event: RouteEvent,
  upstreams: Upstreams,
): Promise<EventOutcome> {
  const { decodesMessages, parameters } = integration
  const { happening } = event
  const sent = Buffer.from(happening.type === 'MESSAGE' ? happening.text : '')
  const body = convertRequestBody(sent, false, decodesMessages ? 'CONVERT_TO_BINARY' : undefined)
  if (body === undefined) {
    return eventFailure({ kind: 'misconfigured', reason: 'the message is no base64 to convert to binary' })
  }
  const overrides = noOverrides()
  const mapped = endpointRequest(parameters, eventExchange(event), messageOf(event), { body, overrides })
  if (mapped.kind !== 'mapped') return eventFailure(mapped)
  const called = await askBackend(integration, event, withHandshake(mapped.request, event), upstreams)
  if (called.kind !== 'response') return eventFailure(called)
  const { body: answer, headers, selector } = called.response
  return { kind: 'answered', reply: { status: Number(selector), headers, body: framePayload(answer) } }
}

/** What mappings set replaces what the client sent under the same name. */
function withHandshake(request: EndpointRequest, { happening }: RouteEvent): EndpointRequest {
  if (happening.type !== 'CONNECT') return request
  const headers = new Set(request.headers.map(([name]) => name.toLowerCase()))
  const query = new Set(request.query.map(([name]) => name))
  const { handshake } = happening
  return {
    ...request,
    headers: [
      ...withoutHeaders(handshakeHeaders(handshake), (name) => REBUILT.has(name) || headers.has(name)),
      ...request.headers,
    ],
    query: [...handshake.request.query.pairs.filter(([name]) => !query.has(name)), ...request.query],
  }
}
