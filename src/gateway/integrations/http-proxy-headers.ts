import { namesAmong } from '../../http/field-names.ts'
import type { HttpProxyIntegration } from '../definition/integration.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { withoutNames, type HeaderList } from '../../http/header-list.ts'
import type { Payload } from '../mapping/payload.ts'
import { withMappedHeader } from '../mapping/with-mapped-header.ts'
import { mappedOctets } from '../mapping/parameter-mapping.ts'
import { forwardedForHeaders, forwardedHeaders } from './forwarded-headers.ts'

/** The framing is made anew for the backend's connection (GW-02). */
const REBUILT = ['content-length', 'host']
/** What the gateway itself says takes the place of what the caller said. */
const isDroppedByHttp = namesAmong([...REBUILT, 'x-amzn-trace-id', 'forwarded', 'via'])
/** Developer guide, important notes: what HTTP_PROXY of a REST API does not pass on, though others get it. */
const isDroppedByRest = namesAmong([
  ...REBUILT,
  'accept',
  'content-encoding',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
])

/** The backend's header list: built from the guarded request, then the gateway's own, then the mappings. */
export function proxyRequestHeaders(
  { behind, mappings }: HttpProxyIntegration,
  exchange: RoutedExchange,
  payload?: Payload,
): HeaderList | undefined {
  const { definition, request } = exchange
  const isRest = definition.kind === 'REST'
  const built = [
    ...withoutNames(request.headers, isRest ? isDroppedByRest : isDroppedByHttp),
    ...(isRest ? forwardedForHeaders(exchange) : forwardedHeaders(exchange)),
  ]
  // Where a request goes to another host than its URI's, that host is told whom it is for.
  if (behind !== undefined) built.push(['host', behind.host ?? request.host])
  if (request.hasBody && request.declaredLength !== undefined) {
    built.push(['content-length', String(request.declaredLength)])
  }
  let headers: HeaderList = built
  for (const mapping of mappings) {
    if (mapping.target !== 'header') continue
    const mapped = withMappedHeader(headers, mapping, mappedOctets(mapping.value, exchange, payload))
    if (mapped === undefined) return undefined
    headers = mapped
  }
  return headers
}
