import { whenKnown, type AtOnce } from '../at-once.ts'
import type { HttpProxyIntegration } from '../definition/integration.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { onceForEach } from '../once-for-each.ts'
import { headerValues, withoutHeaders, type HeaderList } from '../../http/header-list.ts'
import { largestBodyBytes, type ArrivalLimits } from '../request/request-body.ts'
import { proxyRequestHeaders } from './http-proxy-headers.ts'
import { proxyTarget } from './http-proxy-target.ts'
import { httpResponseHeaders } from './http-response-headers.ts'
import { collectResponse } from './mapped/collect-response.ts'
import { readsBody, selectedBody } from '../mapping/selected-body.ts'
import type { Reply } from '../exchange/reply.ts'
import { mappedReply } from './mapped-reply.ts'
import { mappingWriter } from './mapping-writer.ts'
import type { Connection } from './connection.ts'
import type { IntegrationFailure } from './integration-failure.ts'
import { openRequestBody, streamOfBytes } from './request-stream.ts'
import { restResponseHeaders } from './rest-response-headers.ts'
import { sendUpstream } from './send-upstream.ts'
import { streamingWriter } from './streaming/streaming-writer.ts'
import type { StreamPace } from './streaming/stream-pace.ts'
import type { RelayOutcome } from './relay.ts'
import type { Upstream } from './upstream.ts'
import type { Upstreams } from './upstreams.ts'

export type ProxyOutcome =
  | { readonly kind: 'streamed'; readonly status: number; readonly reason?: string }
  /** The backend's status, and what mappings made of its whole answer. */
  | { readonly kind: 'mapped'; readonly status: number; readonly reply: Reply }
  | IntegrationFailure

export interface ProxyResources {
  readonly upstreams: Upstreams
  readonly arrivalLimits: ArrivalLimits
  readonly streamPace: StreamPace
}

/** Passes a request on and streams the answer back, each side no faster than the other takes it. */
export function forwardRequest(
  integration: HttpProxyIntegration,
  exchange: RoutedExchange,
  connection: Connection,
  resources: ProxyResources,
): AtOnce<ProxyOutcome> {
  const { request } = exchange
  if ((request.declaredLength ?? 0) > largestBodyBytes) return { kind: 'request-too-large', reason: 'declared length' }
  const { readsRequestBody } = bodiesReadBy(integration)
  // Where the response is streamed, the request is not.
  const takesBody = readsRequestBody || integration.isStreamed === true
  const payload = takesBody ? requestPayload(readsRequestBody, connection) : undefined
  return whenKnown(payload, (known) => {
    if (known !== undefined && 'kind' in known) return known
    const target = proxyTarget(integration, exchange, known)
    if (target === undefined) return { kind: 'bad-request', reason: 'path not allowed after mapping' }
    const headers = proxyRequestHeaders(integration, exchange, known)
    if (headers === undefined) return { kind: 'bad-request', reason: 'a mapped value cannot be a header' }
    const upstream = resources.upstreams.find(integration.behind?.upstream ?? target.origin)
    const to = { path: target.path, headers, connection }
    return whenKnown(upstream, (found) => sendTo(found, to, { integration, exchange, resources }))
  })
}

interface Sent {
  /** With its query. */
  readonly path: string
  readonly headers: HeaderList
  readonly connection: Connection
}

interface Forwarding {
  readonly integration: HttpProxyIntegration
  readonly exchange: RoutedExchange
  readonly resources: ProxyResources
}

function sendTo(
  upstream: Upstream,
  { connection, headers, path }: Sent,
  { exchange, integration, resources: { arrivalLimits, streamPace } }: Forwarding,
): AtOnce<ProxyOutcome> {
  const { request } = exchange
  if (connection.writer.isClientGone()) return { kind: 'client-gone', reason: 'client closed the connection' }
  const bytes = connection.bytesRead()
  const body =
    bytes === undefined ? openRequestBody(connection.message, request.hasBody, arrivalLimits) : streamOfBytes(bytes)
  const collected = bodiesReadBy(integration).readsResponseBody ? collectResponse(connection.writer) : undefined
  const isStreamed = integration.isStreamed === true
  const to = isStreamed ? streamingWriter(connection.writer, exchange.phases, streamPace) : connection.writer
  const relayed = sendUpstream(
    upstream,
    {
      path,
      method: integration.method === 'ANY' ? request.method : integration.method,
      headers,
      body,
      timeoutMilliseconds: integration.timeoutMilliseconds,
      idleMilliseconds: isStreamed ? exchange.definition.streamIdleMilliseconds : undefined,
    },
    {
      writer: collected?.writer ?? mappingWriter(integration.responses, exchange, to),
      responseHeaders: (sent) => {
        if (exchange.stage.accessLog?.readsBackendIds === true) exchange.phases.backendAnswered(sent)
        return responseHeaders(exchange, integration, sent)
      },
      extras: exchange.stage.extras,
    },
  )
  const outcome = body.stream === undefined ? relayed : relayed.finally(() => body[Symbol.dispose]())
  return collected === undefined
    ? outcome
    : outcome.then((ended) => mappedWhole(ended, collected, { exchange, integration }))
}

function mappedWhole(
  outcome: RelayOutcome,
  collected: ReturnType<typeof collectResponse>,
  { exchange, integration }: Pick<Forwarding, 'exchange' | 'integration'>,
): ProxyOutcome {
  if (outcome.kind !== 'streamed') return outcome
  const response = collected.response()
  if (response === undefined) return { kind: 'unreachable', reason: 'the response broke off' }
  const { status } = outcome
  return { kind: 'mapped', status, reply: mappedReply(integration.responses, exchange, { status, ...response }) }
}

/** The body, where a mapping reads it: it is then taken whole before it is passed on. */
async function requestPayload(isRead: boolean, connection: Connection) {
  const body = await connection.wholeBody()
  if (body.kind !== 'body') return body
  if (!isRead) return undefined
  return body.bytes.length === 0 ? undefined : selectedBody(body.bytes)
}

const bodiesReadBy = onceForEach(({ mappings, responses }: HttpProxyIntegration) => ({
  readsRequestBody: readsBody(mappings.map(({ value }) => value)),
  readsResponseBody: readsBody([...responses.values()].flatMap((changes) => changes.map(({ value }) => value))),
}))

/** The length is kept, since the body passes unchanged; all other framing is made anew. */
function responseHeaders(
  { definition, request }: RoutedExchange,
  { method, remappedHeaders }: HttpProxyIntegration,
  sent: HeaderList,
): HeaderList {
  const connection = headerValues(sent, 'connection')
  const passed = connection.length === 0 ? sent : withoutNominated(sent, connection)
  const [length] = headerValues(sent, 'content-length')
  const rest = definition.kind === 'REST' ? restResponseHeaders(passed, remappedHeaders) : httpResponseHeaders(passed)
  // Where only the backend was asked with HEAD, it is the length of a body that does not come.
  const isOfNothing = method === 'HEAD' && request.method !== 'HEAD'
  return length === undefined || isOfNothing ? rest : [...rest, ['Content-Length', length]]
}

function withoutNominated(sent: HeaderList, connection: readonly string[]): HeaderList {
  const nominated = connection.flatMap((value) => value.split(',')).map((token) => token.trim().toLowerCase())
  return withoutHeaders(sent, (name) => nominated.includes(name))
}
