import type { IncomingMessage } from 'node:http'
import type { Principal } from '../exchange/principal.ts'
import type { WebSocketApiDefinition } from '../definition/websocket-api.ts'
import type { RefusedEvent } from './route-end.ts'
import type { Handshake, RouteEvent } from './route-event.ts'

export type AuthorizerVerdict = { readonly kind: 'allowed'; readonly principal: Principal } | RefusedEvent

export interface AuthorizerQuestion {
  readonly api: WebSocketApiDefinition
  readonly event: RouteEvent
  readonly handshake: Handshake
  /** As it arrived: what was signed is signed as it was sent. */
  readonly message: IncomingMessage
}
