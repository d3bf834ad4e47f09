import type { RoutedExchange } from '../../exchange/exchange.ts'
import { resourceDecision } from '../../resource-policy/resource-decision.ts'

/**
 * Whether a caller may have an answer made anew that is kept for others: an operator's key that may do everything, or
 * whoever the API's resource policy lets. A policy that denies outweighs both.
 */
export function mayInvalidateCache(exchange: RoutedExchange): boolean {
  const { principal } = exchange
  const signer = principal?.kind === 'signed' ? principal : undefined
  const decision = resourceDecision(exchange, signer, 'execute-api:InvalidateCache')
  return decision === 'allow' || (decision !== 'deny' && signer?.mayDoEverything === true)
}
