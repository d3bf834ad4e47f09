import type { WebSocketApiDefinition, WebSocketRoute, WebSocketStage } from '../definition/websocket-api.ts'
import type { RouteEnd } from './route-end.ts'
import type { RouteEvent } from './route-event.ts'

/** An event of a stage that is over, with all that is told of it. */
export interface EndedEvent {
  readonly api: WebSocketApiDefinition
  readonly stage: WebSocketStage
  readonly event: RouteEvent
  /** Undefined where the API has none for it. */
  readonly route: WebSocketRoute | undefined
  readonly end: RouteEnd
  /** Of a handshake's answer, else what the integration's answer would be over HTTP. */
  readonly status: number
  readonly responseBytes: number
  /** How long the authorizer took; undefined where none was asked. */
  readonly authorizerMilliseconds?: number | undefined
  readonly endedAt: Date
}
