import type { ResponseParameterMappings } from '../definition/parameter-mapping.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { mapHttpResponse } from '../mapping/map-http-response.ts'
import type { Reply } from '../exchange/reply.ts'

/** The answer as the response mappings of an HTTP API change it. */
export function mappedReply(mappings: ResponseParameterMappings, exchange: RoutedExchange, reply: Reply): Reply {
  if (!mappings.has(reply.status)) return reply
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  return { ...reply, ...mapHttpResponse(mappings, exchange, { ...reply, body }) }
}
