import type { IncomingMessage, ServerResponse } from 'node:http'
import { whenKnown, type AtOnce } from './at-once.ts'
import { createAccessLogs } from './observation/access-logs.ts'
import { createEndedTellers } from './tell-ended.ts'
import { explained, explains } from './observation/explanation.ts'
import { createPhases } from './exchange/phases.ts'
import { traced } from './observation/trace-request.ts'
import { ClientResponse } from './responses/client-response.ts'
import type { GatewayDefinition } from './definition/gateway.ts'
import { findDomain } from './domains/find-domain.ts'
import { healthy } from './domains/health-check.ts'
import { chooseCanary } from './choose-canary.ts'
import type { ClientFacts, Exchange } from './exchange/exchange.ts'
import { compressedReply, compressingWriter } from './responses/compression.ts'
import { failClosed } from './responses/fail-closed.ts'
import { forbidden } from './responses/gateway-responses.ts'
import type { Gateway, HandledTarget } from './gateway.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { createResources } from './gateway-resources.ts'
import { compileSnapshot, type CompiledStage } from './gateway-snapshot.ts'
import { httpError } from './responses/http-errors.ts'
import { withoutNames } from '../http/header-list.ts'
import { createConnection } from './integrations/connection.ts'
import { createUpstreams } from './integrations/upstreams.ts'
import { headersOnBehalf, type OnBehalf } from './request/on-behalf.ts'
import { runPipeline } from './pipeline.ts'
import { placeRequest, type GatewayTarget, type Placement } from './place-request.ts'
import { effectiveMethod } from './request/method-override.ts'
import { guardRequest, type GuardedRequest } from './request/request-guard.ts'
import { createRequestIds } from './request/request-ids.ts'
import { createWebSocketDoors } from './websocket/web-socket-doors.ts'

interface PlacedWith {
  readonly compiled: CompiledStage
  readonly client: ClientFacts
  readonly onBehalf: OnBehalf | undefined
}

interface ServedConnection {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly isOnBehalf: boolean
}

/** The data plane. Runs alone against any issuer: keys, functions, time and randomness are handed in. */
export function createGateway(options: GatewayOptions): Gateway {
  const { clock, guard = guardRequest, identityHeaders = [], keySource, log, random } = options
  const upstreams = createUpstreams({ ...options.upstreams, clock })
  const accessLogs = createAccessLogs({ findSink: options.findLogSink ?? (() => undefined), log })
  const tellsLog = log.isHeard?.('info') !== false
  const tell = createEndedTellers({ accessLogs, log, observe: options.observe, tellsLog })
  const resources = createResources(options, upstreams)
  const webSockets = createWebSocketDoors(options.definition, { ...options, ...resources, tell: tell.socket })
  const newIds = createRequestIds(random)
  let snapshot = compileSnapshot(options.definition, identityHeaders)
  void keySource.prepare?.(snapshot.issuers)
  let isDraining = false
  let underWay = 0
  let onQuiet = () => {}
  const closesConnection = () => isDraining

  function serve(message: IncomingMessage, response: ServerResponse, target: HandledTarget): AtOnce<void> {
    const placement = placeRequest(snapshot, message, { guard, target })
    if (placement.kind === 'refused') {
      unplaced(response).send({ ...httpError(400), status: placement.status }, true)
      return tellUnplaced(message, target, placement)
    }
    if (placement.kind === 'health-check') return unplaced(response).send(healthy)
    const { client = clientOf(message), onBehalf } = target
    if (placement.kind === 'nowhere') {
      if (webSockets.serves(target)) return answerForSocket(message, response, { ...target, client }, placement.request)
      unplaced(response).send(placement.status === 403 ? forbidden() : httpError(404))
      return tellUnplaced(message, target, placement)
    }
    const compiled = chooseCanary(placement.compiled, random)
    const exchange = exchangeOf(placement, { compiled, client, onBehalf })
    return answer(exchange, compiled, { message, response, isOnBehalf: onBehalf !== undefined })
  }

  function unplaced(response: ServerResponse): ClientResponse {
    return new ClientResponse(response, { exchange: undefined, closesConnection })
  }

  /** What is no handshake is a question about a connection. */
  async function answerForSocket(
    message: IncomingMessage,
    response: ServerResponse,
    target: GatewayTarget & { readonly client: ClientFacts },
    request: GuardedRequest,
  ): Promise<void> {
    const reply = await webSockets.answer(message, request, target)
    if (reply !== undefined) unplaced(response).send(reply, request.hasBody)
  }

  function tellUnplaced(
    { method = '' }: IncomingMessage,
    target: HandledTarget,
    { reason, status }: Extract<Placement, { kind: 'nowhere' | 'refused' }>,
  ): void {
    log.info({ ...nameOf(target), status, reason }, 'request refused')
    const [path = ''] = target.path.split('?', 1)
    options.observeUnplaced?.({ status, method, path, reason })
  }

  function exchangeOf(
    { api, customDomain, request }: Extract<Placement, { kind: 'placed' }>,
    { client, compiled, onBehalf }: PlacedWith,
  ): Exchange {
    const receivedAt = clock.now()
    const { definition } = api
    const sent = onBehalf === undefined ? request.headers : headersOnBehalf(request.headers, onBehalf)
    const headers = withoutNames(sent, compiled.isStripped)
    const exchange: Exchange = {
      definition,
      stage: compiled.stage,
      request: { ...request, method: effectiveMethod(request, compiled.stage.extras), headers },
      customDomain,
      client,
      receivedAt,
      phases: createPhases(clock),
      trace: undefined,
      ...newIds(definition.kind, headers, receivedAt),
    }
    const { tracer } = options
    return tracer === undefined || exchange.stage.isTracingEnabled === false ? exchange : traced(exchange, tracer)
  }

  function answer(
    arrived: Exchange,
    stage: CompiledStage,
    { message, response, isOnBehalf }: ServedConnection,
  ): AtOnce<void> {
    const client = new ClientResponse(response, { exchange: arrived, closesConnection, dropsCookies: isOnBehalf })
    const compresses = arrived.definition.minimumCompressionSize !== undefined
    const writer = compresses ? compressingWriter(arrived, client) : client
    const connection = createConnection(message, writer, {
      declaredLength: arrived.request.declaredLength,
      limits: resources.arrivalLimits,
      held: resources.heldBodies,
      onOver: (listener) => response.once('close', listener),
    })
    return whenKnown(runPipeline(arrived, stage, connection, resources), ({ exchange, outcome }) => {
      const ended = () =>
        tell.request({
          exchange,
          outcome,
          status: outcome.kind === 'client-gone' ? 499 : client.sentStatus(),
          responseBytes: client.sentBytes(),
          endedAt: clock.now(),
        })
      if (outcome.kind !== 'reply') return ended()
      const isExplained = explains(arrived, options.isDevelopment === true)
      const told = isExplained ? explained(outcome, exchange) : outcome.reply
      const reply = compresses ? whenKnown(told, (known) => compressedReply(arrived, known)) : told
      return whenKnown(reply, (sent) => {
        client.send(sent, outcome.closes)
        ended()
      })
    })
  }

  function prepare(definition: GatewayDefinition): () => void {
    const next = compileSnapshot(definition, identityHeaders)
    return () => {
      webSockets.replace(definition)
      snapshot = next
      upstreams.keepOnly(snapshot.upstreams)
      resources.responseCache.clear()
      void keySource.prepare?.(snapshot.issuers)
    }
  }

  function leave() {
    underWay -= 1
    if (underWay === 0) onQuiet()
  }

  return {
    servesDomain: (host) => findDomain(snapshot.domains, host) !== undefined,
    domainSecurity: (host) => findDomain(snapshot.domains, host),
    hasTruststores: () => snapshot.hasTruststores,
    handle(message, response, target) {
      // A client that goes away is no fault of ours; without listeners Node would end the process.
      if (response.listenerCount('error') === 0) response.on('error', ignore)
      const fail = (cause: unknown) => {
        log.error({ ...nameOf(target), cause }, 'gateway fault')
        failClosed(response)
        leave()
      }
      underWay += 1
      try {
        const served = serve(message, response, target)
        if (served instanceof Promise) return served.then(leave, fail)
        leave()
      } catch (cause) {
        fail(cause)
      }
      return undefined
    },
    webSockets,
    backends: upstreams.facts,
    replace: (definition) => prepare(definition)(),
    prepare,
    async [Symbol.asyncDispose]() {
      isDraining = true
      await webSockets.drain()
      // What arrives on connections that have not heard of it yet is answered too.
      if (underWay > 0) await new Promise<void>((resolve) => (onQuiet = resolve))
      await upstreams[Symbol.asyncDispose]()
      await resources.usage[Symbol.asyncDispose]()
      await accessLogs[Symbol.asyncDispose]()
    },
  }
}

function ignore() {}

function nameOf(target: GatewayTarget) {
  return 'host' in target ? { domain: target.host } : { apiId: target.apiId }
}

function clientOf({ socket }: IncomingMessage): ClientFacts {
  const address = socket.remoteAddress ?? ''
  return {
    sourceIp: address.replace(/^::ffff:(?=\d+\.)/, ''),
    scheme: 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http',
    port: socket.localPort ?? 443,
  }
}
