import type { RoutedExchange } from '../exchange/exchange.ts'
import type { HeaderList } from '../../http/header-list.ts'

/** What the gateway says of the caller. What the caller said of itself was stripped before. */
export function forwardedForHeaders({ client, traceId }: RoutedExchange): HeaderList {
  return [
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', client.sourceIp],
    ['X-Forwarded-Port', String(client.port)],
    ['X-Forwarded-Proto', client.scheme],
  ]
}

/** HTTP APIs tell HTTP backends in RFC 7239's way. */
export function forwardedHeaders({ client, request, traceId }: RoutedExchange): HeaderList {
  const address = client.sourceIp.includes(':') ? `"[${client.sourceIp}]"` : client.sourceIp
  const host = /^[\w.-]+$/.test(request.host) ? request.host : `"${request.host}"`
  return [
    ['X-Amzn-Trace-Id', traceId],
    ['Forwarded', `for=${address};host=${host};proto=${client.scheme}`],
    ['Via', `HTTP/${request.httpVersion} AmazonAPIGateway`],
  ]
}
