import type { Handler } from '../../server/exchange.ts'
import type { Destination } from '../../server/host-routing.ts'

/** Lets requests wait until `opened`: nobody is answered by a system that is only half there. */
export function holdUntil<Kind extends Destination['kind']>(
  opened: Promise<unknown>,
  handler: Handler<Kind>,
): Handler<Kind> {
  let isOpen = false
  void opened.then(
    () => (isOpen = true),
    () => {},
  )
  return async (exchange, destination) => {
    if (!isOpen) await opened
    return handler(exchange, destination)
  }
}
