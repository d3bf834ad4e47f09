import type { HttpProxyIntegration } from '../definition/integration.ts'
import type { RoutedExchange } from '../exchange.ts'
import { withoutHeaders, type HeaderList } from '../request/header-list.ts'
import { largestBodyBytes, type ArrivalLimits } from '../request/request-body.ts'
import { proxyRequestHeaders } from './http-proxy-headers.ts'
import { proxyTarget } from './http-proxy-target.ts'
import { httpResponseHeaders } from './http-response-headers.ts'
import type { Connection } from './connection.ts'
import type { IntegrationFailure } from './integration-failure.ts'
import { openRequestBody, streamOfBytes } from './request-stream.ts'
import { restResponseHeaders } from './rest-response-headers.ts'
import { sendUpstream } from './send-upstream.ts'
import type { Upstreams } from './upstreams.ts'

export type ProxyOutcome = { readonly kind: 'streamed'; readonly status: number } | IntegrationFailure

export interface ProxyResources {
  readonly upstreams: Upstreams
  readonly arrivalLimits: ArrivalLimits
}

/** Passes a request on and streams the answer back, each side no faster than the other takes it. */
export async function forwardRequest(
  integration: HttpProxyIntegration,
  exchange: RoutedExchange,
  connection: Connection,
  { upstreams, arrivalLimits }: ProxyResources,
): Promise<ProxyOutcome> {
  const { request } = exchange
  if ((request.declaredLength ?? 0) > largestBodyBytes) return { kind: 'request-too-large', reason: 'declared length' }
  const target = proxyTarget(integration, exchange)
  if (target === undefined) return { kind: 'bad-request', reason: 'path not allowed after mapping' }
  const headers = proxyRequestHeaders(integration, exchange)
  if (headers === undefined) return { kind: 'misconfigured', reason: 'a mapped value cannot be a header' }
  const upstream = await upstreams.find(target.origin)
  if (connection.writer.isClientGone()) return { kind: 'client-gone', reason: 'client closed the connection' }
  const bytes = connection.bytesRead()
  using body =
    bytes === undefined ? openRequestBody(connection.message, request.hasBody, arrivalLimits) : streamOfBytes(bytes)
  return await sendUpstream(
    upstream,
    {
      path: target.path,
      method: integration.method === 'ANY' ? request.method : integration.method,
      headers,
      body,
      timeoutMilliseconds: integration.timeoutMilliseconds,
    },
    {
      writer: connection.writer,
      responseHeaders: (sent) => responseHeaders(exchange, sent),
      extras: exchange.stage.extras,
    },
  )
}

/** The length is kept, since the body passes unchanged; all other framing is made anew. */
function responseHeaders({ definition }: RoutedExchange, sent: HeaderList): HeaderList {
  const nominated = sent
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','))
    .map((token) => token.trim().toLowerCase())
  const passed = withoutHeaders(sent, (name) => nominated.includes(name) && name !== 'content-length')
  const length = sent.filter(([name]) => name.toLowerCase() === 'content-length')
  const rest = definition.kind === 'REST' ? restResponseHeaders(passed) : httpResponseHeaders(passed)
  return [...rest, ...length.slice(0, 1)]
}
