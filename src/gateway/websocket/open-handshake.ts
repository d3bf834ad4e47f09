import type { IncomingMessage } from 'node:http'
import type { WebSocketRoute, WebSocketStage } from '../definition/websocket-api.ts'
import type { RequestTrace } from '../exchange/request-trace.ts'
import { beginRequestTrace } from '../observation/trace-request.ts'
import { domainName } from '../observation/context-variables.ts'
import { hasSignature, withoutSignature } from '../authorizers/iam/drop-signature.ts'
import { findHeader, withoutNames } from '../../http/header-list.ts'
import { namesOfIdentity } from '../request/identity-headers.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { jsonReply, type Reply } from '../exchange/reply.ts'
import { sentApiKey } from '../throttling/sent-api-key.ts'
import { authorizeConnection, type AuthorizerResources } from './authorize-connection.ts'
import type { EndedEvent } from './ended-event.ts'
import type { EventServices } from './event-services.ts'
import { handshakeProblem, offeredProtocols } from './handshake-problem.ts'
import { traceIdOf } from './new-id.ts'
import type { RouteEnd } from './route-end.ts'
import type { ConnectionFacts, EventFacts, Handshake, RouteEvent } from './route-event.ts'
import { authorizerPart } from './tracing/event-parts.ts'
import { inEventSpan } from './tracing/in-event-span.ts'
import { connectionAttributes } from './tracing/trace-event.ts'
import { runRoute } from './run-route.ts'
import type { WebSocketPlace, WebSocketTarget } from './place-web-socket.ts'
import type { ServedApi } from './served-api.ts'

export type OpenedHandshake =
  | { readonly kind: 'opened'; readonly facts: ConnectionFacts; readonly protocol: string | undefined }
  /** No event has come of it where it `isUnplaced`. */
  | { readonly kind: 'refused'; readonly reply: Reply; readonly reason: string; readonly isUnplaced?: boolean }

export interface HandshakeServices extends EventServices, AuthorizerResources {
  readonly message: IncomingMessage
  readonly request: GuardedRequest
  /** Headers that backends trust: never taken from a client. */
  readonly stripped: ReadonlySet<string>
  readonly connectionId: string
}

/** From a guarded request to a connection that may be opened: stage, handshake, and all that `$connect` asks and does. */
export async function openHandshake(
  place: WebSocketPlace | undefined,
  { client, domainName: toldName }: Pick<WebSocketTarget, 'client' | 'domainName'>,
  services: HandshakeServices,
): Promise<OpenedHandshake> {
  const { clock, connectionId, newRequestId, stripped } = services
  if (place === undefined || place.rest.length > 0) {
    return { ...refused(jsonReply(403, { message: 'Forbidden' }), 'no such API or stage'), isUnplaced: true }
  }
  const { served, stage } = place
  const problem = handshakeProblem(services.request)
  if (problem !== undefined) return { ...refused(problem, 'no handshake of RFC 6455'), isUnplaced: true }
  const ours = new Set([...stripped, ...stage.vouchedHeaders])
  const request = { ...services.request, headers: withoutNames(services.request.headers, namesOfIdentity(ours)) }
  const at = clock.now()
  const requestId = newRequestId()
  const facts: ConnectionFacts = {
    apiId: served.api.apiId,
    stageName: stage.name,
    connectionId,
    connectedAt: at,
    domainName: toldName ?? domainName(request.host),
    sourceIp: client.sourceIp,
    userAgent: findHeader(request.headers, 'user-agent'),
    principal: undefined,
    holder: undefined,
  }
  const trace = traceOf()
  const handshake: Handshake = { request, client, traceId: traceIdOf({ at, requestId, trace }) }
  const event = connectEvent({ routeKey: '$connect', requestId, at, stage, trace }, facts, handshake)
  const route = stage.routes.get('$connect')
  const connected = await connect({ served, stage, route, event, handshake }, services)
  const opened = outcomeOf(connected)
  const status = opened.kind === 'opened' ? 101 : opened.reply.status
  const responseBytes = opened.kind === 'opened' ? 0 : Buffer.byteLength(opened.reply.body)
  services.tell({ api: served.api, stage, route, ...connected, status, responseBytes, endedAt: clock.now() })
  return opened

  function traceOf(): RequestTrace | undefined {
    const attributes = { ...connectionAttributes(facts), 'aws.request_id': requestId }
    return services.tracer && beginRequestTrace(services.tracer, { client, request }, attributes)
  }
}

interface Connecting {
  readonly served: ServedApi
  readonly stage: WebSocketStage
  readonly route: WebSocketRoute | undefined
  readonly event: RouteEvent
  readonly handshake: Handshake
}

type Connected = Pick<EndedEvent, 'event' | 'end' | 'authorizerMilliseconds'>

/** Authorizer, API key, limits, validation, integration. */
async function connect(
  { event, handshake, route, served: { api, holders }, stage }: Connecting,
  services: HandshakeServices,
): Promise<Connected> {
  if (route === undefined) return { event, end: openToAll }
  const startedAt = performance.now()
  const { authorizer } = route
  const verdict =
    authorizer &&
    (await inEventSpan(authorizerPart(authorizer), event, (inside) =>
      authorizeConnection(authorizer, { api, event: inside, handshake, message: services.message }, services),
    ))
  const authorizerMilliseconds = authorizer && Math.round(performance.now() - startedAt)
  if (verdict?.kind === 'refused') return { event, end: verdict, authorizerMilliseconds }
  const { headers } = handshake.request
  const principal = verdict?.principal
  const key = sentApiKey(api.apiKeySource, { headers, principal })
  const holder = key === undefined ? undefined : holders.get(stage.name)?.find(key)
  const known = connectEvent(event, { ...event.facts, principal, holder }, withoutCredentials(handshake, route))
  return { event: known, end: await runRoute(route, known, services), authorizerMilliseconds }
}

const openToAll: RouteEnd = { kind: 'answered', reply: { status: 200, headers: [], body: '' }, latencyMilliseconds: 0 }

/** What a handshake was signed with is for the gateway alone. */
function withoutCredentials(handshake: Handshake, { authorizer }: WebSocketRoute): Handshake {
  return authorizer?.kind === 'iam' || hasSignature(handshake.request)
    ? { ...handshake, request: withoutSignature(handshake.request) }
    : handshake
}

function connectEvent(event: EventFacts, facts: ConnectionFacts, handshake: Handshake): RouteEvent {
  return { ...event, facts, happening: { type: 'CONNECT', handshake } }
}

function outcomeOf({ end, event }: Connected): OpenedHandshake {
  const { facts, happening } = event
  if (end.kind !== 'answered') {
    const type = 'errorType' in end && end.errorType !== undefined ? [['x-amzn-ErrorType', end.errorType] as const] : []
    return refused(jsonReply(end.status, { message: end.message }, type), end.reason)
  }
  const { headers, status } = end.reply
  if (status < 200 || status > 299) return refused({ status, headers: [], body: '' }, `$connect answered ${status}`)
  const wanted = findHeader(headers, 'sec-websocket-protocol')
  const offered = happening.type === 'CONNECT' ? offeredProtocols(happening.handshake.request.headers) : []
  return { kind: 'opened', facts, protocol: offered?.find((name) => name === wanted) }
}

function refused(reply: Reply, reason: string): Extract<OpenedHandshake, { kind: 'refused' }> {
  return { kind: 'refused', reply, reason }
}
