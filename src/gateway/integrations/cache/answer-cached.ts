import { mayInvalidateCache } from './may-invalidate-cache.ts'
import type { ResponseCaching } from '../../definition/response-caching.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { PipelineOutcome } from '../../exchange/pipeline-outcome.ts'
import { findHeader, headerValues, type HeaderList } from '../../../http/header-list.ts'
import { gatewayResponse } from '../../responses/gateway-responses.ts'
import type { Connection } from '../connection.ts'
import { askAndKeep, type CachedAnswer } from './ask-and-keep.ts'
import { cacheKey } from './cache-key.ts'
import { createFlights, type Flights } from './flights.ts'
import type { CachePlace, KeptResponse, ResponseCache } from './response-cache.ts'

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
  const miss = { ask, cache, caching, connection, exchange, place, warning }
  if (renewal === 'renew') return askAndKeep(miss)
  const hit = () => keptOutcome(cache.find(place, exchange.receivedAt), exchange, { connection, warning })
  const known = hit()
  if (known !== undefined) return known
  // What only reads may be read once for all who ask at the same time.
  if (exchange.request.method !== 'GET' && exchange.request.method !== 'HEAD') return askAndKeep(miss)
  const flights = flightsOf(cache)
  const name = `${cache.generation()} ${place.stage} ${place.key}`
  let entry = flights.enter(name)
  for (let waits = 1; entry.kind === 'wait'; waits += 1) {
    const end = await entry.ended
    if (connection.writer.isClientGone()) return { kind: 'client-gone', reason: 'client left while another asked' }
    const kept = hit()
    if (kept !== undefined) return kept
    entry = end === 'client-gone' && waits === 1 ? flights.enter(name) : { kind: 'alone' }
  }
  return askAndKeep(miss, entry.kind === 'lead' ? entry.flight : undefined)
}

const IGNORED = '199 execute-api "Cache-Control was ignored: you may not renew what is cached"'

const flightsByCache = new WeakMap<ResponseCache, Flights>()

function flightsOf(cache: ResponseCache): Flights {
  const known = flightsByCache.get(cache) ?? createFlights()
  flightsByCache.set(cache, known)
  return known
}

function placeOf({ definition, stage }: RoutedExchange, key: string): CachePlace {
  const { bytes = 0, name = '' } = stage.cache ?? {}
  return { stage: `${definition.apiId}/${name}`, stageBytes: bytes, key }
}

function keptOutcome(
  kept: KeptResponse | undefined,
  exchange: RoutedExchange,
  { connection, warning }: { readonly connection: Connection; readonly warning: HeaderList },
): PipelineOutcome | undefined {
  if (kept === undefined || !isReadable(kept, exchange)) return undefined
  exchange.phases.cacheAnswered('hit')
  const { body, headers, status } = kept
  // What of a body was not read ends with the connection.
  const closes = exchange.request.hasBody && connection.bytesRead() === undefined
  return { kind: 'reply', reply: { status, headers: [...headers, ...warning], body }, closes }
}

function asksForRenewal({ request }: RoutedExchange): boolean {
  return headerValues(request.headers, 'cache-control').some((value) =>
    value.split(',').some((directive) => /^\s*max-age\s*=\s*"?0+"?\s*$/i.test(directive)),
  )
}

function renewalOf({ whenNotAuthorized }: ResponseCaching, exchange: RoutedExchange) {
  return whenNotAuthorized === undefined || mayInvalidateCache(exchange) ? 'renew' : whenNotAuthorized
}

/** A backend that answered one caller in an encoding has not answered another who cannot read it. */
function isReadable({ headers }: KeptResponse, { request }: RoutedExchange): boolean {
  const encoding = findHeader(headers, 'content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return true
  const accepted = headerValues(request.headers, 'accept-encoding').join(',').toLowerCase().split(',')
  return accepted.some((each) => each.trim() === encoding)
}
