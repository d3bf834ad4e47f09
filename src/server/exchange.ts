import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ClientFacts } from './client-facts.ts'
import type { Destination } from './host-routing.ts'

/** One request and its answer, as a surface receives them: routed, with an id, its client known. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly client: ClientFacts
  /** In lower case, without a port: what the request was routed by. */
  readonly host: string
  readonly requestId: string
}

/** Answers what leads to one kind of destination. A handler that throws is logged and answered with 500. */
export type Handler<Kind extends Destination['kind']> = (
  exchange: Exchange,
  destination: Extract<Destination, { kind: Kind }>,
) => void | Promise<void>
