import type { HeaderList } from '../../http/header-list.ts'
import type { Principal } from '../exchange/principal.ts'
import type { WebSocketStage } from '../definition/websocket-api.ts'
import type { ClientFacts } from '../exchange/exchange.ts'
import type { Payload } from '../mapping/payload.ts'
import type { GuardedRequest } from '../request/request-guard.ts'
import type { RequestTrace } from '../exchange/request-trace.ts'
import type { PlanHolder } from '../definition/usage-plan.ts'

/** What is known of a connection as long as it lives. */
export interface ConnectionFacts {
  readonly apiId: string
  readonly stageName: string
  readonly connectionId: string
  readonly connectedAt: Date
  readonly domainName: string
  readonly sourceIp: string
  readonly userAgent: string | undefined
  /** Who connects, as the authorizer of `$connect` found out. */
  readonly principal: Principal | undefined
  /** Whose API key the handshake carried. */
  readonly holder: PlanHolder | undefined
}

/** What differs between two events of one connection. */
export interface EventFacts {
  readonly routeKey: string
  readonly requestId: string
  readonly at: Date
  readonly stage: Pick<WebSocketStage, 'variables' | 'extras'>
  /** Undefined where nothing is traced. */
  readonly trace?: RequestTrace | undefined
}

export interface Handshake {
  readonly request: GuardedRequest
  readonly client: ClientFacts
  readonly traceId: string
}

/** Something that happened on a connection, on its way to a route. */
export interface RouteEvent extends EventFacts {
  readonly facts: ConnectionFacts
  readonly happening: Happening
  /** What tells whoever is called where in a trace it is. */
  readonly traceHeaders?: HeaderList
}

export type Happening =
  | { readonly type: 'CONNECT'; readonly handshake: Handshake }
  /** The text as it was sent, and as mappings read it. */
  | { readonly type: 'MESSAGE'; readonly text: string; readonly message: Payload }
  | { readonly type: 'DISCONNECT'; readonly code: number; readonly reason: string }
