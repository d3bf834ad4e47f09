import type { AtOnce } from '../../at-once.ts'
import { mayInvalidateCache } from './may-invalidate-cache.ts'
import type { ResponseCaching } from '../../definition/response-caching.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { PipelineOutcome } from '../../exchange/pipeline-outcome.ts'
import { findHeader, headerValues, withoutHeaders, type HeaderList } from '../../../http/header-list.ts'
import { gatewayResponse } from '../../responses/gateway-responses.ts'
import type { Connection } from '../connection.ts'
import { cacheKey } from './cache-key.ts'
import { keepingWriter, largestKeptBytes } from './keeping-writer.ts'
import type { CachePlace, KeptResponse, ResponseCache } from './response-cache.ts'

export interface CachedAnswer {
  readonly cache: ResponseCache
  /** Asks the backend. */
  readonly ask: (connection: Connection) => AtOnce<PipelineOutcome>
}

/** The answer that is kept, else the backend's, which is then kept. Only what was authorized comes here. */
export async function answerCached(
  caching: ResponseCaching,
  exchange: RoutedExchange,
  connection: Connection,
  { ask, cache }: CachedAnswer,
): Promise<PipelineOutcome> {
  const key = cacheKey(caching, exchange)
  if (key === undefined) return ask(connection)
  const place = placeOf(exchange, key)
  const renewal = asksForRenewal(exchange) ? renewalOf(caching, exchange) : 'none'
  if (renewal === 'FAIL_WITH_403') {
    const reply = gatewayResponse(exchange, { type: 'ACCESS_DENIED' })
    return { kind: 'reply', reply, reason: 'may not renew what is cached', closes: exchange.request.hasBody }
  }
  const warning: HeaderList = renewal === 'SUCCEED_WITH_RESPONSE_HEADER' ? [['Warning', IGNORED]] : []
  const kept = renewal === 'renew' ? undefined : cache.find(place, exchange.receivedAt)
  if (kept !== undefined && isReadable(kept, exchange)) {
    exchange.phases.cacheAnswered('hit')
    const { body, headers, status } = kept
    // What of a body was not read ends with the connection.
    const closes = exchange.request.hasBody && connection.bytesRead() === undefined
    return { kind: 'reply', reply: { status, headers: [...headers, ...warning], body }, closes }
  }
  exchange.phases.cacheAnswered('miss')
  const keeping = keepingWriter(warned(connection, warning).writer)
  const outcome = await ask({ ...connection, writer: keeping.writer })
  const made = outcome.kind === 'streamed' ? keeping.kept() : wholeReply(outcome)
  if (made !== undefined && isFitForOthers(made))
    cache.keep(place, strippedOf(made, warning), expiryOf(caching, exchange))
  if (outcome.kind !== 'reply') return outcome
  return { ...outcome, reply: { ...outcome.reply, headers: [...outcome.reply.headers, ...warning] } }
}

const IGNORED = '199 execute-api "Cache-Control was ignored: you may not renew what is cached"'

function placeOf({ definition, stage }: RoutedExchange, key: string): CachePlace {
  const { bytes = 0, name = '' } = stage.cache ?? {}
  return { stage: `${definition.apiId}/${name}`, stageBytes: bytes, key }
}

function asksForRenewal({ request }: RoutedExchange): boolean {
  return headerValues(request.headers, 'cache-control').some((value) =>
    value.split(',').some((directive) => /^\s*max-age\s*=\s*"?0+"?\s*$/i.test(directive)),
  )
}

function renewalOf({ whenNotAuthorized }: ResponseCaching, exchange: RoutedExchange) {
  return whenNotAuthorized === undefined || mayInvalidateCache(exchange) ? 'renew' : whenNotAuthorized
}

/** Cognito: errors are not kept. Neither is a cookie, which is one caller's, nor a part, which looks like the whole. */
function isFitForOthers({ headers, status }: KeptResponse): boolean {
  return status >= 200 && status < 300 && status !== 206 && findHeader(headers, 'set-cookie') === undefined
}

/** A backend that answered one caller in an encoding has not answered another who cannot read it. */
function isReadable({ headers }: KeptResponse, { request }: RoutedExchange): boolean {
  const encoding = findHeader(headers, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return true
  const accepted = headerValues(request.headers, 'accept-encoding').join(',').toLowerCase().split(',')
  return accepted.some((each) => each.trim() === encoding)
}

/** What belongs to the one request that it was made for. */
function strippedOf(response: KeptResponse, warning: HeaderList): KeptResponse {
  const own = new Set(['x-amzn-trace-id', ...warning.map(([name]) => name.toLowerCase())])
  return { ...response, headers: withoutHeaders(response.headers, (name) => own.has(name)) }
}

function wholeReply(outcome: PipelineOutcome): KeptResponse | undefined {
  if (outcome.kind !== 'reply' || outcome.reason !== undefined) return undefined
  const { body, headers, status } = outcome.reply
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return bytes.length > largestKeptBytes ? undefined : { status, headers, body: bytes }
}

function expiryOf({ ttlSeconds }: ResponseCaching, { receivedAt }: RoutedExchange): Date {
  return new Date(receivedAt.getTime() + ttlSeconds * 1000)
}

function warned(connection: Connection, warning: HeaderList): Connection {
  const { writer } = connection
  if (warning.length === 0) return connection
  const writeHead = (status: number, headers: HeaderList) => writer.writeHead(status, [...headers, ...warning])
  return { ...connection, writer: { ...writer, writeHead } }
}
