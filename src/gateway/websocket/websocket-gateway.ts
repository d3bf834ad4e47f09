import type { IncomingMessage } from 'node:http'
import type { ConnectionRelay } from '../../ports/connection-relay.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import type { GatewayDefinition } from '../definition/gateway.ts'
import type { UnplacedRequest } from '../exchange/unplaced-request.ts'
import type { ArrivalLimits } from '../request/request-body.ts'
import type { WebSocketFact } from './websocket-fact.ts'
import { askedOf, guardRequest, type GuardedRequest } from '../request/request-guard.ts'
import { ClientResponse } from '../responses/client-response.ts'
import { jsonReply, type Reply } from '../exchange/reply.ts'
import type { AuthorizerResources } from './authorize-connection.ts'
import { createAcceptWebSocket, type Arrival } from './accept-web-socket.ts'
import { answerMessage } from './answer-message.ts'
import type { EndedEvent } from './ended-event.ts'
import type { EventServices } from './event-services.ts'
import { createHeldBytes } from '../request/held-bytes.ts'
import { defaultWebSocketLimits, type WebSocketLimits } from './limits.ts'
import { createLiveConnection, type LiveConnection } from './live-connection.ts'
import { manageConnection, type AuthenticateConnections } from './manage-connection.ts'
import { newId, newConnectionId } from './new-id.ts'
import { openHandshake } from './open-handshake.ts'
import { reachConnection } from './reach-connection.ts'
import type { RouteEvent } from './route-event.ts'
import { runIntegration } from './run-route.ts'
import { placeWebSocket, type WebSocketTarget } from './place-web-socket.ts'
import { loggedEventVariable } from './logged-event-variable.ts'
import { endEventTrace } from './tracing/end-event-trace.ts'
import { tracedEvent } from './tracing/trace-event.ts'
import { tracedManagement } from './tracing/trace-management.ts'
import { servedApis } from './served-api.ts'
import { webSocketDomains } from './web-socket-domains.ts'

export interface WebSocketGatewayOptions extends Omit<EventServices, 'newRequestId' | 'tell'>, AuthorizerResources {
  readonly tell: (fact: WebSocketFact) => void
  readonly random: Random
  readonly log: Pick<Log, 'info' | 'error'>
  /** Told of each handshake that led to no stage, or is none. */
  readonly observeUnplaced?: ((unplaced: UnplacedRequest) => void) | undefined
  readonly identityHeaders?: readonly string[]
  readonly arrivalLimits: ArrivalLimits
  /** Absent: nobody may call `@connections`. */
  readonly authenticateConnections?: AuthenticateConnections
  readonly webSocketLimits?: WebSocketLimits
  /** To the connections of other processes; absent where there are none. */
  readonly connectionRelay?: ConnectionRelay | undefined
}

export interface WebSocketGateway {
  readonly upgrade: (arrival: Arrival, target: WebSocketTarget) => Promise<void>
  /** Requests that are no handshakes: `@connections`. */
  readonly answer: (
    message: IncomingMessage,
    request: GuardedRequest,
    target: WebSocketTarget,
  ) => Promise<Reply | undefined>
  readonly replace: (definition: GatewayDefinition) => void
  /** Says goodbye to every client with 1001 once its messages are answered; returns when their `$disconnect` routes have run. */
  readonly drain: () => Promise<void>
}

/** WebSocket APIs: handshakes, the connections that come of them, and their management. */
export function createWebSocketGateway(
  definition: GatewayDefinition,
  options: WebSocketGatewayOptions,
): WebSocketGateway {
  const { buckets, clock, log, random, webSocketLimits: limits = defaultWebSocketLimits } = options
  const stripped = new Set(options.identityHeaders?.map((header) => header.toLowerCase()))
  const accept = createAcceptWebSocket(limits)
  const connections = new Map<string, LiveConnection>()
  const held = createHeldBytes(limits.heldBytes)
  const reach = reachConnection(connections, options.connectionRelay)
  const underWay = new Set<Promise<void>>()
  let apis = servedApis(definition)
  let domains = webSocketDomains(definition)
  let opening = 0
  let isDraining = false

  const services = {
    ...options,
    tell(ended: EndedEvent) {
      endEventTrace(ended)
      options.tell({ kind: 'event', ended, logged: (name) => loggedEventVariable(ended, name) })
    },
    messageBytes: limits.messageBytes,
    newRequestId: () => newId(random),
  }

  async function upgrade(arrival: Arrival, target: WebSocketTarget): Promise<void> {
    const { message, socket } = arrival
    const verdict = askedOf(guardRequest(message, target.path), target.client.forwardedHost)
    if (verdict.kind === 'refused') return refuse(arrival, jsonReply(verdict.status, { message: 'Bad Request' }))
    const problem = arrivalProblem()
    if (problem !== undefined) return refuse(arrival, problem)
    opening += 1
    try {
      const connectionId = newConnectionId(random, options.connectionRelay?.place)
      const place = placeWebSocket({ apis, domains }, target, verdict.request)
      const opened = await openHandshake(place, target, {
        ...services,
        message,
        request: verdict.request,
        stripped,
        connectionId,
      })
      if (opened.kind === 'refused') {
        log.info({ ...nameOf(target), status: opened.reply.status, reason: opened.reason }, 'connection refused')
        if (opened.isUnplaced) tellUnplaced(target, opened.reply.status, opened.reason)
        return refuse(arrival, opened.reply)
      }
      if (socket.destroyed) return await disconnected(opened.facts, { code: 1006, reason: '' })
      if (isDraining) {
        refuse(arrival, unavailable)
        return await disconnected(opened.facts, { code: 1006, reason: '' })
      }
      const webSocket = await accept(arrival, opened.protocol).catch((cause: unknown) => {
        if (!socket.destroyed) throw cause
      })
      // Gone before it was told that it may stay.
      if (!webSocket) return await disconnected(opened.facts, { code: 1006, reason: '' })
      const connection = createLiveConnection(webSocket, socket, {
        facts: opened.facts,
        limits,
        clock,
        held,
        onMessage: (text, from) => answerMessage(apis.get(opened.facts.apiId), text, from, services),
      })
      connections.set(connectionId, connection)
      if (isDraining) connection.leave(1001, 'Going away')
      log.info({ apiId: opened.facts.apiId, stage: opened.facts.stageName, connectionId }, 'connection opened')
      void follow(
        connection.ended.then((ending) => {
          connections.delete(connectionId)
          log.info({ apiId: opened.facts.apiId, connectionId, code: ending.code }, 'connection closed')
          return disconnected(opened.facts, ending)
        }),
      )
    } finally {
      opening -= 1
    }
  }

  function tellUnplaced(target: WebSocketTarget, status: number, reason: string): void {
    const [path = ''] = target.path.split('?', 1)
    options.observeUnplaced?.({ status, method: 'CONNECT', path, reason })
  }

  function arrivalProblem(): Reply | undefined {
    if (isDraining || connections.size + opening >= limits.connections) return unavailable
    const isAllowed = buckets.take([{ bucket: 'connections', throttle: limits.newConnections }], clock.now())
    return isAllowed ? undefined : jsonReply(429, { message: 'Too Many Requests' })
  }

  /** `$disconnect` is told on a best-effort basis, as on AWS: nobody waits for its answer. */
  async function disconnected(
    facts: LiveConnection['facts'],
    { code, reason }: { readonly code: number; readonly reason: string },
  ): Promise<void> {
    const { apiId } = facts
    const api = apis.get(apiId)?.api
    const stage = api?.stages.get(facts.stageName)
    const route = stage?.routes.get('$disconnect')
    if (api === undefined || stage === undefined || route === undefined) return
    const requestId = newId(random)
    const happened: RouteEvent = {
      facts,
      routeKey: route.key,
      requestId,
      at: clock.now(),
      stage,
      happening: { type: 'DISCONNECT', code, reason },
    }
    const event = tracedEvent(happened, options.tracer)
    const end = await runIntegration(route, event, services)
    if (end.kind !== 'answered') log.info({ apiId, requestId, reason: end.reason }, '$disconnect failed')
    const status = end.kind === 'answered' ? end.reply.status : end.status
    services.tell({ api, stage, route, event, end, status, responseBytes: 0, endedAt: clock.now() })
  }

  function follow(work: Promise<void>): Promise<void> {
    const followed = work.catch((cause: unknown) => log.error({ cause }, 'WebSocket fault'))
    underWay.add(followed)
    return followed.finally(() => underWay.delete(followed))
  }

  return {
    upgrade(arrival, target) {
      return follow(
        upgrade(arrival, target).catch((cause: unknown) => {
          arrival.socket.destroy()
          throw cause
        }),
      )
    },
    async answer(message, request, target) {
      const place = placeWebSocket({ apis, domains }, target, request)
      const [word, connectionId = '', ...more] = place?.rest ?? []
      if (place === undefined || word !== '@connections' || more.length > 0) return forbidden
      const { served, stage } = place
      const connection = { apiId: served.api.apiId, stageName: stage.name, connectionId }
      const reply = await tracedManagement(options.tracer, { client: target.client, request, connection }, () =>
        manageConnection({
          message,
          request,
          client: target.client,
          connection,
          reach,
          authenticate: options.authenticateConnections,
          messageBytes: limits.messageBytes,
          arrivalLimits: options.arrivalLimits,
        }),
      )
      if (reply?.status === 200 && request.method === 'POST') options.tell({ kind: 'callback', api: served.api, stage })
      return reply
    },
    replace(next) {
      apis = servedApis(next)
      domains = webSocketDomains(next)
      for (const { close, facts } of connections.values()) {
        if (apis.get(facts.apiId)?.api.stages.has(facts.stageName) !== true) close(1001, 'Going away')
      }
    },
    async drain() {
      isDraining = true
      for (const { leave } of connections.values()) leave(1001, 'Going away')
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

function nameOf(target: WebSocketTarget) {
  return 'host' in target ? { domain: target.host } : { apiId: target.apiId }
}

const unavailable = jsonReply(503, { message: 'Service Unavailable' })
const forbidden = jsonReply(403, { message: 'Forbidden' })

// Not by an import, which would load Node's fetch as well (server/listening/create-http-server.ts).
const { ServerResponse } = process.getBuiltinModule('node:http')

/** The socket belongs to no response any more, so it is given one. */
function refuse({ message, socket }: Arrival, reply: Reply): void {
  if (socket.destroyed) return
  const response = new ServerResponse(message)
  response.on('error', () => {})
  response.assignSocket(socket)
  // Not only ended: with bytes of the client's unread, it would never be heard that the client has gone.
  response.on('finish', () => socket.destroySoon())
  new ClientResponse(response, { exchange: undefined, closesConnection: () => true }).send(reply)
}
