import type { AtOnce } from '../../at-once.ts'
import type { ResponseCaching } from '../../definition/response-caching.ts'
import type { RoutedExchange } from '../../exchange/exchange.ts'
import type { PipelineOutcome } from '../../exchange/pipeline-outcome.ts'
import { findHeader, withoutHeaders, type HeaderList } from '../../../http/header-list.ts'
import { sameAs } from '../../exchange/response-writer.ts'
import type { Connection } from '../connection.ts'
import type { Flight, FlightEnd } from './flights.ts'
import { keepingWriter, largestKeptBytes } from './keeping-writer.ts'
import type { CachePlace, KeptResponse, ResponseCache } from './response-cache.ts'

export interface CachedAnswer {
  readonly cache: ResponseCache
  /** Asks the backend. */
  readonly ask: (connection: Connection) => AtOnce<PipelineOutcome>
}

export interface CacheMiss extends CachedAnswer {
  readonly caching: ResponseCaching
  readonly exchange: RoutedExchange
  readonly connection: Connection
  readonly place: CachePlace
  readonly warning: HeaderList
}

/** Asks the backend and keeps what others may have. Whoever waits for it goes on as soon as that is known to be nothing. */
export async function askAndKeep(
  { ask, cache, caching, connection, exchange, place, warning }: CacheMiss,
  flight?: Flight,
): Promise<PipelineOutcome> {
  exchange.phases.cacheAnswered('miss')
  const generation = cache.generation()
  let end: FlightEnd = 'not-kept'
  const keeping = keepingWriter(warned(connection, warning).writer, {
    onHead(status, headers) {
      if (isFitForOthers({ status, headers })) flight?.isAnswered()
      else flight?.end('not-kept')
    },
    onTooLarge: () => flight?.end('not-kept'),
  })
  try {
    const outcome = await ask({ ...connection, writer: keeping.writer })
    const made = outcome.kind === 'streamed' ? keeping.kept() : wholeReply(outcome)
    if (made !== undefined && isFitForOthers(made) && cache.generation() === generation) {
      cache.keep(place, strippedOf(made, warning), expiryOf(caching, exchange))
      end = 'kept'
    } else if (connection.writer.isClientGone()) end = 'client-gone'
    if (outcome.kind !== 'reply') return outcome
    return { ...outcome, reply: { ...outcome.reply, headers: [...outcome.reply.headers, ...warning] } }
  } finally {
    flight?.end(end)
  }
}

/** Cognito: errors are not kept. Neither is a cookie, which is one caller's, nor a part, which looks like the whole. */
function isFitForOthers({ headers, status }: Omit<KeptResponse, 'body'>): boolean {
  return status >= 200 && status < 300 && status !== 206 && findHeader(headers, 'set-cookie') === undefined
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
  return { ...connection, writer: { ...sameAs(writer), writeHead } }
}
