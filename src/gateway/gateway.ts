import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AtOnce } from './at-once.ts'
import type { DomainDefinition } from './definition/domain.ts'
import type { GatewayDefinition } from './definition/gateway.ts'
import type { ClientFacts } from './exchange/exchange.ts'
import type { BackendFacts } from './integrations/upstreams.ts'
import type { GatewayTarget } from './place-request.ts'
import type { OnBehalf } from './request/on-behalf.ts'
import type { WebSocketDoors } from './websocket/web-socket-doors.ts'

export type HandledTarget = GatewayTarget & ArrivalFacts

export interface ArrivalFacts {
  /** What the listener knows of the connection; a trusted proxy's word is the listener's to judge (GW-05). */
  readonly client?: ClientFacts
  /** The request is made for a signed-in browser; its own credentials and cookies go no further. */
  readonly onBehalf?: OnBehalf
}

export interface Gateway extends AsyncDisposable {
  /** Whether a host, in lower case and without a port, is a custom domain of an API. */
  readonly servesDomain: (host: string) => boolean
  /** What TLS must know of a custom domain: which certificate it shows, and whose clients it lets in. */
  readonly domainSecurity: (host: string) => Pick<DomainDefinition, 'certificateArn' | 'truststore'> | undefined
  /** Whether clients of any domain must show a certificate. */
  readonly hasTruststores: () => boolean
  readonly handle: (message: IncomingMessage, response: ServerResponse, target: HandledTarget) => AtOnce<void>
  /** Handshakes of WebSocket APIs, which the listener takes off HTTP only for those. */
  readonly webSockets: Pick<WebSocketDoors, 'serves' | 'upgrade' | 'drain'>
  /** Serves this definition from the next request on. */
  readonly replace: (definition: GatewayDefinition) => void
  /** Compiles it, which may refuse it, and answers what then serves it, which does not. */
  readonly prepare: (definition: GatewayDefinition) => () => void
  /** Of those whose addresses are checked; for metrics. */
  readonly backends: () => readonly BackendFacts[]
}
