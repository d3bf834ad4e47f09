import type { ApiExtras } from '../../definition/api-extras.ts'
import type { HttpEndpoint, MappedIntegration } from '../../definition/mapped-integration.ts'
import { parseCanonicalPath } from '../../request/canonical-path.ts'
import { findHeader, withHeader, withoutHeaders, type HeaderList } from '../../request/header-list.ts'
import { spellQuery } from '../../request/request-query.ts'
import { splitUri } from '../http-proxy-target.ts'
import { streamOfBytes } from '../request-stream.ts'
import type { ClientSide } from '../response-writer.ts'
import { sendUpstream } from '../send-upstream.ts'
import type { Upstreams } from '../upstreams.ts'
import { collectResponse } from './collect-response.ts'
import type { EndpointOutcome, EndpointRequest } from './endpoint.ts'

export interface HttpResources {
  readonly upstreams: Upstreams
  /** The client's side, watched for its going away. */
  readonly writer: ClientSide
}

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
}

const BODILESS_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

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
  { upstreams, writer }: HttpResources,
): Promise<EndpointOutcome> {
  const method = ownMethod === 'ANY' ? caller.method : ownMethod
  const { origin, path: template, query: uriQuery } = splitUri(uri)
  const path = pathOf(template, caller, request)
  if (path === undefined) return { kind: 'bad-request', reason: 'path not allowed after mapping' }
  const query = [uriQuery, spellQuery(request.query)].filter((part) => part !== '').join('&')
  const bytes = bytesOf(request, method)
  const upstream = await upstreams.find(behind?.upstream ?? origin)
  if (writer.isClientGone()) return { kind: 'client-gone', reason: 'client closed the connection' }
  const collected = collectResponse(writer)
  using body = streamOfBytes(bytes)
  const outcome = await sendUpstream(
    upstream,
    {
      path: query === '' ? path : `${path}?${query}`,
      method,
      headers: headersOf(caller, request, { method, length: bytes.length, host: behind?.host }),
      body,
      timeoutMilliseconds,
    },
    { writer: collected.writer, responseHeaders: (sent) => sent, extras: caller.extras },
  )
  if (outcome.kind !== 'streamed') return outcome
  const response = collected.response()
  return response === undefined
    ? { kind: 'unreachable', reason: 'the response broke off' }
    : { kind: 'response', response: { ...response, selector: String(outcome.status) } }
}

function pathOf(template: string, { pathParameter }: HttpCaller, { pathValues }: EndpointRequest): string | undefined {
  const filled = template.replaceAll(
    /\{([^}+]+)\+?\}/g,
    (_, name: string) => pathValues.get(name) ?? pathParameter(name) ?? '',
  )
  // Mapped values come from headers and bodies, so the whole is looked at as if it had been sent.
  return parseCanonicalPath(filled)?.text
}

function bytesOf({ body }: EndpointRequest, method: string): Uint8Array {
  if (BODILESS_METHODS.has(method)) return Buffer.alloc(0)
  return body.kind === 'text' ? Buffer.from(body.text) : body.bytes
}

/** What mappings made, and what API Gateway adds where they left it out. */
function headersOf(
  { apiId, contentType: sent, traceHeaders = [], traceId }: HttpCaller,
  request: EndpointRequest,
  { host, length, method }: { readonly method: string; readonly length: number; readonly host: string | undefined },
): HeaderList {
  const contentType = BODILESS_METHODS.has(method) ? undefined : sent
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
