import type { Exchange, Handler } from './exchange.ts'
import type { Destination } from './host-routing.ts'
import { refuse } from './refuse.ts'

/** Who answers what. A kind without a handler does not exist in this installation. */
export interface Routes {
  readonly identity?: Handler<'identity'>
  readonly issuer?: Handler<'issuer'>
  readonly poolDomain?: Handler<'poolDomain'>
  readonly executeApi?: Handler<'executeApi'>
  readonly importUpload?: Handler<'importUpload'>
  readonly revocations?: Handler<'revocations'>
  readonly securityText?: Handler<'securityText'>
  readonly app?: Handler<'app'>
  readonly console?: Handler<'console'>
  readonly development?: Handler<'development'>
}

/** Hands the exchange to whoever answers its destination. */
export function dispatch(
  routes: Routes,
  exchange: Exchange,
  destination: Exclude<Destination, { kind: 'health' | 'foreign' }>,
): void | Promise<void> {
  switch (destination.kind) {
    case 'identity':
      return routes.identity ? routes.identity(exchange, destination) : notFound(exchange)
    case 'issuer':
      return routes.issuer ? routes.issuer(exchange, destination) : notFound(exchange)
    case 'poolDomain':
      return routes.poolDomain ? routes.poolDomain(exchange, destination) : notFound(exchange)
    case 'executeApi':
      return routes.executeApi ? routes.executeApi(exchange, destination) : notFound(exchange)
    case 'importUpload':
      return routes.importUpload ? routes.importUpload(exchange, destination) : notFound(exchange)
    case 'revocations':
      return routes.revocations ? routes.revocations(exchange, destination) : notFound(exchange)
    case 'securityText':
      return routes.securityText ? routes.securityText(exchange, destination) : notFound(exchange)
    case 'app':
      return routes.app ? routes.app(exchange, destination) : notFound(exchange)
    case 'console':
      return routes.console ? routes.console(exchange, destination) : notFound(exchange)
    case 'development':
      return routes.development ? routes.development(exchange, destination) : notFound(exchange)
  }
}

function notFound({ response }: Exchange): void {
  refuse(response, 404, 'Not found.')
}
