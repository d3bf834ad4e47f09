import type { WebSocketApiDefinition, WebSocketStage } from '../definition/websocket-api.ts'
import type { EndedEvent } from './ended-event.ts'

export type WebSocketFact =
  /** `logged` is what a line of an access log knows of it. */
  | { readonly kind: 'event'; readonly ended: EndedEvent; readonly logged: (name: string) => string | undefined }
  /** Through `@connections`. */
  | { readonly kind: 'callback'; readonly api: WebSocketApiDefinition; readonly stage: WebSocketStage }
