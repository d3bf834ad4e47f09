import type { Principal } from '../../exchange/principal.ts'
import type { ApiExtras } from '../../definition/api-extras.ts'
import type { HttpEndpoint, MappedIntegration } from '../../definition/mapped-integration.ts'
import { parseCanonicalPath } from '../../request/canonical-path.ts'
import { findHeader, withHeader, withoutHeaders, type HeaderList } from '../../../http/header-list.ts'
import { spellQuery } from '../../request/request-query.ts'
import { splitUri } from '../../definition/endpoint-uri.ts'
import { askUpstream, type HttpResources } from './ask-upstream.ts'
import type { EndpointOutcome, EndpointRequest } from './endpoint.ts'

/** On whose account the backend is asked. */
export interface HttpCaller {
  readonly apiId: string
  readonly traceId: string
  /** Where in a trace it is asked; unset for what is not traced. */
  readonly traceHeaders?: HeaderList
  /** What `ANY` stands for. */
  readonly method: string
  readonly contentType: string | undefined
  /** Spelled for a URL; for parameters that nothing maps. */
  readonly pathParameter: (name: string) => string | undefined
  readonly extras: ApiExtras
  readonly principal: Principal | undefined
}

export const bodilessMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Asks an HTTP backend and waits for its whole answer. Its status selects the response. */
export async function callHttp(
  {
    behind,
    uri,
    method: ownMethod,
    timeoutMilliseconds,
  }: HttpEndpoint & Pick<MappedIntegration, 'timeoutMilliseconds'>,
  caller: HttpCaller,
  request: EndpointRequest,
  resources: HttpResources,
): Promise<EndpointOutcome> {
  const method = ownMethod === 'ANY' ? caller.method : ownMethod
  const { origin, path: template, query: uriQuery } = splitUri(uri)
  const path = pathOf(template, caller, request)
  if (path === undefined) return { kind: 'bad-request', reason: 'path not allowed after mapping' }
  const query = [uriQuery, spellQuery(request.query)].filter((part) => part !== '').join('&')
  const bytes = bytesOf(request, method)
  const headers = headersOf(caller, request, { method, length: bytes.length, host: behind?.host })
  const sent = { path: query === '' ? path : `${path}?${query}`, method, headers, bytes, timeoutMilliseconds }
  return askUpstream(behind?.upstream ?? origin, sent, { ...resources, extras: caller.extras })
}

function pathOf(template: string, { pathParameter }: HttpCaller, { pathValues }: EndpointRequest): string | undefined {
  const filled = template.replaceAll(
    /\{([^}+]+)\+?\}/g,
    (_, name: string) => pathValues.get(name) ?? pathParameter(name) ?? '',
  )
  // Mapped values come from headers and bodies, so the whole is looked at as if it had been sent.
  return parseCanonicalPath(filled)?.text
}

export function bytesOf({ body }: EndpointRequest, method: string): Uint8Array {
  if (bodilessMethods.has(method)) return Buffer.alloc(0)
  return body.kind === 'text' ? Buffer.from(body.text) : body.bytes
}

/** What mappings made, and what API Gateway adds where they left it out. */
function headersOf(
  { apiId, contentType: sent, traceHeaders = [], traceId }: HttpCaller,
  request: EndpointRequest,
  { host, length, method }: { readonly method: string; readonly length: number; readonly host: string | undefined },
): HeaderList {
  const contentType = bodilessMethods.has(method) ? undefined : sent
  const defaults: HeaderList = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${apiId}`],
    ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
  ]
  const missing = defaults.filter(([name]) => findHeader(request.headers, name) === undefined)
  const framing: HeaderList = [
    ...(host === undefined ? [] : [['host', host] as const]),
    ...(length === 0 ? [] : [['Content-Length', String(length)] as const]),
  ]
  const isTraced = (name: string) => traceHeaders.some(([told]) => told === name)
  const kept = withoutHeaders(request.headers, (name) => DROPPED.has(name) || isTraced(name))
  return [
    ...withHeader(withHeader([...kept, ...missing], 'X-Amzn-Trace-Id', traceId), 'X-Amzn-Apigateway-Api-Id', apiId),
    ...traceHeaders,
    ...framing,
  ]
}

/** Not even a mapping sets these. */
const DROPPED = new Set(['expect', 'proxy-authenticate', 'te', 'via'])
