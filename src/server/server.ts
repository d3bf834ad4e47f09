import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Log } from '../ports/log.ts'
import type { Random } from '../ports/random.ts'
import { Arrival } from './arrival.ts'
import { limitBodyTime } from './listening/body-time.ts'
import { isMisdirected, readClientFacts, type TrustedProxies } from './client-facts.ts'
import { createDrain, type DrainOptions } from './listening/drain.ts'
import { dispatch, type Routes } from './dispatch.ts'
import { createHealthHandler } from './health.ts'
import { type Destination, type HostNames, routeByHost } from './host-routing.ts'
import { bodyTimes, connectionLimits, createPipelining } from './limits.ts'
import { type Listening, openListeners } from './listening/listeners.ts'
import { certifiedClient } from './listening/mutual-tls/certified-client.ts'
import { refuse } from './refuse.ts'
import { readRequestHead } from './request-head.ts'
import { createUpgradeListener, type Upgrades } from './listening/upgrades.ts'
import { pageHeaders, strictTransport } from './security-headers.ts'

export interface ServerOptions {
  readonly names: HostNames
  readonly listen: readonly Listening[]
  readonly routes: Routes
  /** Which surface a name serves that is not one of our own. */
  readonly customDomain: (host: string) => Promise<'poolDomain' | 'executeApi' | 'app' | undefined>
  readonly trustedProxies: TrustedProxies
  readonly upgrades?: Upgrades
  readonly isReady: () => Promise<boolean>
  readonly drain?: DrainOptions
  /** Told how each request ended; for metrics. */
  readonly observe?: ((outcome: RequestOutcome) => void) | undefined
  readonly random: Random
  readonly log: Log
}

export interface RequestOutcome {
  /** What it was routed to; `refused` where its head already was no request. */
  readonly surface: Destination['kind'] | 'refused'
  readonly status: number
  readonly seconds: number
  readonly requestId: string
  readonly method: string
  /** Where in a trace it was made, as it says itself (W3C Trace Context). */
  readonly traceparent: string | undefined
  readonly tracestate: string | undefined
}

export interface RunningServer extends AsyncDisposable {
  /** In the order of `listen`. */
  readonly ports: readonly number[]
}

/** Opens every listener and routes what arrives. Disposing drains. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { names, routes, random, log } = options
  const isWatched = options.observe !== undefined || log.isHeard?.('debug') !== false
  const draining = createDrain(options.drain)
  const pipelining = createPipelining(connectionLimits.pipelined)
  const health = createHealthHandler({ isAccepting: draining.isAccepting, isReady: options.isReady })
  const upgrades = options.upgrades && createUpgradeListener(options.upgrades, options)
  const servers: Server[] = []
  const ports: number[] = []
  try {
    for (const listening of options.listen) {
      const opened = await openListeners(listening, onRequest, upgrades)
      servers.push(...opened.servers)
      ports.push(opened.port)
    }
  } catch (cause) {
    await draining.drain(servers)
    throw cause
  }
  return { ports, [Symbol.asyncDispose]: end }

  async function end(): Promise<void> {
    await draining.drain(servers, options.upgrades?.drain)
  }

  function onRequest(request: IncomingMessage, response: ServerResponse): void {
    // It has its socket once those before it are answered.
    if (response.socket === null && !pipelining.admits(request.socket, response)) return void request.socket.destroy()
    const arrived = new Arrival(request, response, random)
    const isOver = draining.follow(response)
    // A client that goes away is no fault of ours; without listeners Node would end the process.
    response.on('error', ignore)
    response.on('close', () => {
      isOver()
      if (isWatched) tell(arrived)
    })
    try {
      const answering = answer(arrived)
      if (answering instanceof Promise) answering.catch((error: unknown) => fail(arrived, error))
    } catch (error) {
      fail(arrived, error)
    }
  }

  function fail({ request, requestId, response }: Arrival, error: unknown): void {
    log.error({ error, requestId, method: request.method, host: request.headers.host }, 'request failed')
    if (response.headersSent) response.destroy()
    else refuse(response, 500, `Internal server error. Request id: ${requestId}`)
  }

  function tell({ request, requestId, response, startedAt, surface }: Arrival): void {
    const milliseconds = performance.now() - startedAt
    const { statusCode: status } = response
    options.observe?.({ surface, ...factsOf(request), status, seconds: milliseconds / 1000, requestId })
    log.debug({ requestId, method: request.method, status, milliseconds: Math.round(milliseconds) }, 'request')
  }

  function answer(arrived: Arrival): void | Promise<void> {
    const { request, response } = arrived
    const head = readRequestHead(request)
    if (head.kind === 'refused') return refuse(response, head.status, `Bad request: ${head.reason}.`)
    const { socket } = request
    const peer = {
      forwarding: head.forwarding,
      remoteAddress: socket.remoteAddress,
      isEncrypted: socket instanceof TLSSocket,
      certified: certifiedClient(socket),
    }
    const client = readClientFacts(peer, options.trustedProxies)
    if (!client) return refuse(response, 400, 'Bad request: forwarding headers.')
    const host = client.forwardedHost?.toLowerCase().replace(/:\d+$/, '') ?? head.host
    if (isMisdirected(client, host)) return refuse(response, 421, 'This connection was opened for another name.')
    arrived.client = client
    arrived.host = host
    const routed = routeByHost(names, host, head.url)
    if (routed.kind !== 'foreign') return hand(arrived, routed, head.hasBody)
    return settle(routed).then((destination) => hand(arrived, destination, head.hasBody))
  }

  /** To whoever answers such requests, where they may come in this way. */
  function hand(arrived: Arrival, destination: Destination, hasBody: boolean): void | Promise<void> {
    const { client, request, response } = arrived
    arrived.surface = destination.kind
    if (hasBody) {
      limitBodyTime(request, response, bodyTimes[destination.kind === 'importUpload' ? 'upload' : 'ordinary'])
    }
    if (destination.kind === 'health') return health(arrived, destination)
    if (!client.isSecure && !names.development) return refuse(response, 403, 'HTTPS is required.')
    if (destination.kind === 'foreign') return refuse(response, 421, 'Nothing is served under this host name.')
    if (hasBody && mustBeBodiless(request, destination)) return refuse(response, 400, 'Bad request: unexpected body.')
    if (isPage(destination)) {
      for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
      if (!names.development)
        for (const [name, value] of Object.entries(strictTransport)) response.setHeader(name, value)
    }
    return dispatch(routes, arrived, destination)
  }

  async function settle(destination: Extract<Destination, { kind: 'foreign' }>): Promise<Destination> {
    const { host, url } = destination
    const kind = await options.customDomain(host)
    if (kind === 'poolDomain') return { kind, pool: { by: 'customDomain', host }, url }
    if (kind === 'app') return { kind, url }
    if (kind === 'executeApi') return { kind, api: { by: 'customDomain', host }, url }
    return destination
  }
}

function ignore(): void {}

/** An API may define a body for any method; our own surfaces define none for these (contract GW-01). */
function mustBeBodiless(request: IncomingMessage, { kind }: Destination): boolean {
  if (kind === 'executeApi' || kind === 'app') return false
  return ['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '')
}

function factsOf({ headers, method = '' }: IncomingMessage) {
  const { traceparent, tracestate } = headers
  // A field that is there twice has its values joined, and parses as nothing.
  return { method, traceparent: traceparent?.toString(), tracestate: tracestate?.toString() }
}

function isPage({ kind }: Destination): boolean {
  return kind === 'poolDomain' || kind === 'console' || kind === 'development' || kind === 'issuer'
}
