import type { Clock } from '../../ports/clock.ts'
import type { WebSocketApiDefinition, WebSocketRoute, WebSocketStage } from '../definition/websocket-api.ts'
import type { ClientFacts } from '../exchange.ts'
import { domainName } from '../observation/context-variables.ts'
import { findHeader } from '../request/header-list.ts'
import { stripIdentityHeaders } from '../request/identity-headers.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import { jsonReply, type Reply } from '../responses/reply.ts'
import type { EndpointTarget } from '../stage-of-target.ts'
import type { TokenBuckets } from '../throttling/token-buckets.ts'
import { askAuthorizer } from './ask-authorizer.ts'
import { handshakeProblem, offeredProtocols } from './handshake-problem.ts'
import type { EventResources } from './integrations/event-outcome.ts'
import { integrateEvent } from './integrations/integrate-event.ts'
import { traceIdOf } from './new-id.ts'
import { routeBucket } from './route-bucket.ts'
import type { ConnectionFacts, EventFacts, Handshake } from './route-event.ts'

export type OpenedHandshake =
  | { readonly kind: 'opened'; readonly facts: ConnectionFacts; readonly protocol: string | undefined }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly reason: string }

export interface HandshakeServices extends EventResources {
  readonly clock: Clock
  readonly buckets: TokenBuckets
  readonly newRequestId: () => string
  readonly request: GuardedRequest
  /** Headers that backends trust: never taken from a client. */
  readonly stripped: ReadonlySet<string>
  readonly connectionId: string
}

/** From a guarded request to a connection that may be opened: stage, handshake, limit, authorizer, `$connect`. */
export async function openHandshake(
  api: WebSocketApiDefinition | undefined,
  target: EndpointTarget & { readonly client: ClientFacts },
  services: HandshakeServices,
): Promise<OpenedHandshake> {
  const { buckets, clock, connectionId, functions, newRequestId, stripped } = services
  const stage = api === undefined ? undefined : stageOf(api, target, services.request)
  if (api === undefined || stage === undefined) return refused(403, 'Forbidden', 'no such API or stage')
  const problem = handshakeProblem(services.request)
  if (problem !== undefined) return { kind: 'refused', reply: problem, reason: 'no handshake of RFC 6455' }
  const ours = new Set([...stripped, ...stage.vouchedHeaders])
  const request = { ...services.request, headers: stripIdentityHeaders(services.request.headers, ours) }
  const at = clock.now()
  const requestId = newRequestId()
  const handshake: Handshake = { request, client: target.client, traceId: traceIdOf({ at, requestId }) }
  const event: EventFacts = { routeKey: '$connect', requestId, at, stage }
  const facts: ConnectionFacts = {
    apiId: api.apiId,
    stageName: stage.name,
    connectionId,
    connectedAt: at,
    domainName: domainName(request.host),
    sourceIp: target.client.sourceIp,
    userAgent: findHeader(request.headers, 'user-agent'),
    principal: undefined,
  }
  const route = stage.routes.get('$connect')
  if (route === undefined) return { kind: 'opened', facts, protocol: undefined }
  if (!buckets.take(routeBucket(facts, route), at)) return refused(429, 'Too Many Requests', 'throttled')
  if (route.authorizer === undefined) return await runConnect(services, route, { facts, event, handshake })
  const verdict = await askAuthorizer(route.authorizer, { api, facts, event, handshake }, functions)
  if (verdict.kind === 'refused') return refused(verdict.status, AUTHORIZER_TEXTS[verdict.status], verdict.reason)
  const known = { ...facts, principal: verdict.principal }
  return await runConnect(services, route, { facts: known, event, handshake })
}

const AUTHORIZER_TEXTS = { 401: 'Unauthorized', 403: 'Forbidden', 500: 'Internal server error' } as const

async function runConnect(
  resources: EventResources,
  { integration }: WebSocketRoute,
  {
    facts,
    event,
    handshake,
  }: { readonly facts: ConnectionFacts; readonly event: EventFacts; readonly handshake: Handshake },
): Promise<OpenedHandshake> {
  const outcome = await integrateEvent(
    integration,
    { ...event, facts, happening: { type: 'CONNECT', handshake } },
    resources,
  )
  if (outcome.kind === 'failed') return refused(outcome.status, outcome.message, outcome.reason)
  const { headers, status } = outcome.reply
  if (status < 200 || status > 299) {
    return { kind: 'refused', reply: { status, headers: [], body: '' }, reason: `$connect answered ${status}` }
  }
  const wanted = findHeader(headers, 'sec-websocket-protocol')
  const offered = offeredProtocols(handshake.request.headers) ?? []
  return { kind: 'opened', facts, protocol: offered.find((name) => name === wanted) }
}

/** The stage is the whole path. */
function stageOf(
  { disablesDefaultEndpoint, stages }: WebSocketApiDefinition,
  { stage }: EndpointTarget,
  { path }: GuardedRequest,
): WebSocketStage | undefined {
  if (disablesDefaultEndpoint) return undefined
  const [name, ...more] = stage === undefined ? path.segments : [stage, ...path.segments]
  return name === undefined || more.length > 0 || path.isAmbiguous ? undefined : stages.get(name)
}

function refused(status: number, message: string, reason: string): OpenedHandshake {
  return { kind: 'refused', reply: jsonReply(status, { message }), reason }
}
