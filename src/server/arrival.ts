import type { IncomingMessage, ServerResponse } from 'node:http'
import { newUuid } from '../crypto/identifiers.ts'
import type { Random } from '../ports/random.ts'
import type { ClientFacts } from './client-facts.ts'
import type { Exchange } from './exchange.ts'
import type { Destination } from './host-routing.ts'

/** What is known of a request from its first moment on; its head fills in the rest. */
export class Arrival implements Exchange {
  readonly startedAt = performance.now()
  readonly request: IncomingMessage
  readonly response: ServerResponse
  client: ClientFacts = { sourceIp: '', isSecure: false, isLoopback: false, forwardedHost: undefined }
  host = ''
  /** `refused` until its head proved to be one. */
  surface: Destination['kind'] | 'refused' = 'refused'
  readonly #random: Random
  #requestId: string | undefined

  constructor(request: IncomingMessage, response: ServerResponse, random: Random) {
    this.request = request
    this.response = response
    this.#random = random
  }

  /** Most requests never need an id of ours: APIs have their own. */
  get requestId(): string {
    return (this.#requestId ??= newUuid(this.#random.bytes))
  }
}
