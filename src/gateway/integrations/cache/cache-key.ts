import { nameOfPrincipal } from '../../exchange/principal.ts'
import type { MappingPart } from '../../definition/parameter-mapping.ts'
import type { ResponseCaching } from '../../definition/response-caching.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import { mappedText, queryValues } from '../../mapping/parameter-mapping.ts'
import { headerValues } from '../../../http/header-list.ts'

/**
 * Cognito: the method, the namespace and the parameters that the definition names, and nothing else: neither the rest of
 * the path nor who asks. Undefined for a caller who cannot be told from others where answers are each caller's own.
 */
export function cacheKey({ keys, namespace }: ResponseCaching, exchange: RoutedExchange): string | undefined {
  const { holder, principal, request, stage } = exchange
  const values = keys.map((key) => valuesOf(key, exchange))
  const shared = [namespace, request.method, ...values]
  if (!stage.extras['cache-by-caller']) return JSON.stringify(shared)
  const caller = nameOfPrincipal(principal)
  if (principal !== undefined && caller === undefined) return undefined
  return JSON.stringify([...shared, caller ?? null, holder?.key.id ?? null])
}

/**
 * All of them, apart: `?a=1&a=2` is not `?a=1,2`, and a parameter that is missing is none that is empty. Of one value too,
 * where API Gateway takes the last: a backend that takes the first would answer `?a=evil&a=1` for whoever asks `?a=1`.
 */
function valuesOf(part: MappingPart, exchange: RoutedExchange): readonly string[] | string | null {
  switch (part.from) {
    case 'header':
    case 'multi-value-header':
      return headerValues(exchange.request.headers, part.name)
    case 'querystring':
    case 'multi-value-querystring':
      return queryValues(exchange, part.name)
    default:
      return mappedText([part], exchange) ?? null
  }
}
