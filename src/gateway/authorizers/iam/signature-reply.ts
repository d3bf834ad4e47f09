import type { SigV4Refusal } from '../../../domain/sigv4/sigv4-refusal.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { gatewayResponse } from '../../responses/gateway-responses.ts'
import { httpError } from '../../responses/http-errors.ts'
import type { Reply } from '../../exchange/reply.ts'

/** An HTTP API says Forbidden whatever is wrong; a REST API says what. */
export function signatureReply(exchange: RoutedExchange, { exception, message }: SigV4Refusal): Reply {
  if (exchange.definition.kind === 'HTTP') return httpError(403)
  switch (exception) {
    case 'MissingAuthenticationTokenException':
      return gatewayResponse(exchange, { type: 'MISSING_AUTHENTICATION_TOKEN' })
    case 'ExpiredTokenException':
      return gatewayResponse(exchange, { type: 'EXPIRED_TOKEN' })
    case 'IncompleteSignatureException':
    case 'InvalidSignatureException':
    case 'UnrecognizedClientException':
      return gatewayResponse(exchange, { type: 'INVALID_SIGNATURE', errorType: exception, message })
  }
}
