import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { isMisdirected, readClientFacts, type ClientFacts, type TrustedProxies } from '../client-facts.ts'
import { certifiedClient } from './mutual-tls/certified-client.ts'
import { routeByHost, type Destination, type HostNames } from '../host-routing.ts'
import { readRequestHead } from '../request-head.ts'

type ExecuteApi = Extract<Destination, { kind: 'executeApi' }>

export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Socket
  /** What the client sent behind the head of its request. */
  readonly head: Buffer
  readonly client: ClientFacts
}

/** Who takes connections off HTTP. Without it nobody does (contract GW-02). */
export interface Upgrades {
  readonly accepts: (destination: ExecuteApi) => boolean
  readonly handle: (upgrade: Upgrade, destination: ExecuteApi) => void
  /** Ends them, before the listeners wait for their sockets. */
  readonly drain: () => Promise<void>
}

export interface UpgradeListener {
  /** False: the request goes the way of all others, `Upgrade` unheard. */
  readonly isUpgrade: (request: IncomingMessage) => boolean
  readonly onUpgrade: (request: IncomingMessage, head: Buffer) => void
}

/** Asks of an upgrade what is asked of every request, at once: it becomes one only where all of it holds. */
export function createUpgradeListener(
  upgrades: Upgrades,
  { names, trustedProxies }: { readonly names: HostNames; readonly trustedProxies: TrustedProxies },
): UpgradeListener {
  return {
    isUpgrade: (request) => accepted(request) !== undefined,
    onUpgrade(request, head) {
      const upgrade = accepted(request)
      if (upgrade === undefined) return void request.socket.destroy()
      upgrades.handle({ request, socket: request.socket, head, client: upgrade.client }, upgrade.destination)
    },
  }

  function accepted(request: IncomingMessage) {
    if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') return undefined
    const head = readRequestHead(request)
    if (head.kind === 'refused') return undefined
    const { socket } = request
    // While a request before it waits for its answer, what is written would be taken for that one's.
    if ('_httpMessage' in socket && socket._httpMessage) return undefined
    const { remoteAddress } = socket
    const isEncrypted = socket instanceof TLSSocket
    const certified = certifiedClient(socket)
    const client = readClientFacts(
      { forwarding: head.forwarding, remoteAddress, isEncrypted, certified },
      trustedProxies,
    )
    if (client === undefined || (!client.isSecure && !names.development)) return undefined
    const host = client.forwardedHost?.toLowerCase().replace(/:\d+$/, '') ?? head.host
    if (isMisdirected(client, host)) return undefined
    const destination = named(routeByHost(names, host, head.url))
    if (destination.kind !== 'executeApi' || !upgrades.accepts(destination)) return undefined
    return { client, destination }
  }
}

/** Whose name a foreign one is, is looked up while a request waits, which is too late here: whoever accepts it knows it. */
function named(destination: Destination): Destination {
  if (destination.kind !== 'foreign') return destination
  const { host, url } = destination
  return { kind: 'executeApi', api: { by: 'customDomain', host }, url }
}
