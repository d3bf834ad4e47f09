import type { EndedRequest } from './observation/ended-request.ts'
import type { WebSocketFact } from './websocket/websocket-fact.ts'

/** What whoever counts is told of: requests, events of connections, and messages that backends sent to clients. */
export type Observed = EndedRequest | WebSocketFact
