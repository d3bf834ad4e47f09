import type { Handler } from '../server/exchange.ts'
import type { Destination } from '../server/host-routing.ts'

/** Loads what answers when the first request for it comes: a start does not wait for what it may never need. */
export function whenAsked<Kind extends Destination['kind']>(load: () => Promise<Handler<Kind>>): Handler<Kind> {
  let loading: Promise<Handler<Kind>> | undefined
  return async (exchange, destination) => {
    loading ??= load()
    const handler = await loading
    return handler(exchange, destination)
  }
}
