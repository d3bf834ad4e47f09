import type { WebSocketApiDefinition, WebSocketStage } from '../definition/websocket-api.ts'
import type { EndedEvent } from '../websocket/ended-event.ts'
import type { EndedRequest } from './ended-request.ts'

/** What whoever counts is told of: requests, events of connections, and messages that backends sent to clients. */
export type Observed = EndedRequest | WebSocketFact

export type WebSocketFact =
  /** `logged` is what a line of an access log knows of it. */
  | { readonly kind: 'event'; readonly ended: EndedEvent; readonly logged: (name: string) => string | undefined }
  /** Through `@connections`. */
  | { readonly kind: 'callback'; readonly api: WebSocketApiDefinition; readonly stage: WebSocketStage }
