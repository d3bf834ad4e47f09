import type { HttpProxyIntegration } from '../definition/integration.ts'
import type { ParameterMapping } from '../definition/parameter-mapping.ts'
import type { RoutedExchange } from '../exchange.ts'
import { isWritableHeader, withHeader, withoutHeaders, type HeaderList } from '../request/header-list.ts'
import { mappedText } from '../mapping/parameter-mapping.ts'
import { forwardedForHeaders, forwardedHeaders } from './forwarded-headers.ts'

/** The framing is made anew for the backend's connection (GW-02). */
const REBUILT = new Set(['content-length', 'host'])
/** Developer guide, important notes: what HTTP_PROXY of a REST API does not pass on, though others get it. */
const DROPPED_BY_REST = new Set(['accept', 'content-encoding'])

/** The backend's header list: built from the guarded request, then the gateway's own, then the mappings. */
export function proxyRequestHeaders(
  { mappings }: HttpProxyIntegration,
  exchange: RoutedExchange,
): HeaderList | undefined {
  const isRest = exchange.definition.kind === 'REST'
  const passed = withoutHeaders(
    exchange.request.headers,
    (name) => REBUILT.has(name) || (isRest && DROPPED_BY_REST.has(name)),
  )
  const own = isRest ? forwardedForHeaders(exchange) : forwardedHeaders(exchange)
  const set = own.reduce((list, [name, value]) => withHeader(list, name, value), passed)
  let headers = framed(set, exchange)
  for (const mapping of mappings) {
    if (mapping.target !== 'header') continue
    const mapped = applyMapping(headers, mapping, exchange)
    if (mapped === undefined) return undefined
    headers = mapped
  }
  return headers
}

function framed(headers: HeaderList, { request }: RoutedExchange): HeaderList {
  if (!request.hasBody || request.declaredLength === undefined) return headers
  return [...headers, ['content-length', String(request.declaredLength)]]
}

/** Undefined where the value cannot be written to a header: a claim with a line break must not become two headers. */
function applyMapping(
  headers: HeaderList,
  { action, name, value }: ParameterMapping,
  exchange: RoutedExchange,
): HeaderList | undefined {
  const lower = name.toLowerCase()
  // Taken off first: where the value is missing, what the caller sent under this name must not arrive instead.
  const base = action === 'append' ? headers : withoutHeaders(headers, (header) => header === lower)
  if (action === 'remove') return base
  const text = mappedText(value, exchange)
  if (text === undefined) return base
  const octets = Buffer.from(text, 'utf8').toString('latin1')
  return isWritableHeader(name, octets) ? [...base, [name, octets]] : undefined
}
