import { getRequestListener } from '@hono/node-server'
import type { Exchange, Handler } from './exchange.ts'
import type { Destination } from './host-routing.ts'

/** Binds an application that speaks `Request` and `Response` (hono) to a listener. */
export function fetchHandler<Kind extends Destination['kind']>(
  handle: (
    request: Request,
    destination: Extract<Destination, { kind: Kind }>,
    exchange: Exchange,
  ) => Promise<Response>,
): Handler<Kind> {
  return async (exchange, destination) => {
    const { request, response } = exchange
    // The path as the surface knows it: without the prefix that routed the request here.
    request.url = destination.url
    const listener = getRequestListener((received) => handle(received, destination, exchange), {
      overrideGlobalObjects: false,
      hostname: exchange.host,
      errorHandler(error) {
        throw error
      },
    })
    await listener(request, response)
  }
}
