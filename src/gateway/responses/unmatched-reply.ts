import type { Exchange } from '../exchange/exchange.ts'
import { gatewayResponse } from './gateway-responses.ts'
import { httpError } from './http-errors.ts'
import type { Reply } from '../exchange/reply.ts'

/** API Gateway: an unknown path or method is a missing token to a REST API, and plainly not found to an HTTP API. */
export function unmatchedReply(exchange: Exchange): Reply {
  return exchange.definition.kind === 'REST'
    ? gatewayResponse(exchange, { type: 'MISSING_AUTHENTICATION_TOKEN' })
    : httpError(404)
}
