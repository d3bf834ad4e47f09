import { onDemand } from '../../operations/on-demand.ts'
import type { Handler } from '../../server/exchange.ts'
import type { Destination } from '../../server/host-routing.ts'

/** Loads what answers when the first request for it comes: a start does not wait for what it may never need. */
export function whenAsked<Kind extends Destination['kind']>(load: () => Promise<Handler<Kind>>): Handler<Kind> {
  const loaded = onDemand(load)
  return async (exchange, destination) => {
    const handler = await loaded()
    return handler(exchange, destination)
  }
}
