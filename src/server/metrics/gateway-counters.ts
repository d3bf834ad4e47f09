import { latencyMilliseconds, processedBytes, type EndedRequest } from '../../gateway/observation/ended-request.ts'
import type { Observed } from '../../gateway/observed.ts'
import { add, distribution, readDistribution, type Distribution } from './distribution.ts'
import type { Labels, Metric } from './exposition.ts'
import { boundedPlaces } from './places.ts'
import { createWebSocketCounters } from './websocket-counters.ts'

/** Counts the requests and events of APIs under the names that CloudWatch has for them. */
export interface GatewayCounters {
  readonly request: (observed: Observed) => void
  readonly read: () => readonly Metric[]
}

/** What is counted at one place: a stage, or a method of it where its metrics are detailed. */
interface Place {
  readonly kind: 'REST' | 'HTTP'
  readonly labels: Labels
  readonly latency: Distribution
  readonly integrationLatency: Distribution
  cacheHits: number
  cacheMisses: number
  clientErrors: number
  serverErrors: number
  bytes: number
}

export function createGatewayCounters(): GatewayCounters {
  const places = boundedPlaces((kind: Place['kind'], labels): Place => {
    const counters = { cacheHits: 0, cacheMisses: 0, clientErrors: 0, serverErrors: 0, bytes: 0 }
    return { kind, labels, latency: distribution(), integrationLatency: distribution(), ...counters }
  })
  const sockets = createWebSocketCounters()

  return {
    request(ended) {
      if ('kind' in ended) return sockets.count(ended)
      const { exchange } = ended
      const place = places.of(exchange.definition.kind, labelsOf(exchange))
      add(place.latency, latencyMilliseconds(ended))
      const integration = exchange.phases.latencyOf('integration')
      if (integration !== undefined) add(place.integrationLatency, integration)
      if (ended.status >= 500) place.serverErrors += 1
      else if (ended.status >= 400) place.clientErrors += 1
      const cached = ended.exchange.phases.cacheResult()
      if (cached === 'hit') place.cacheHits += 1
      if (cached === 'miss') place.cacheMisses += 1
      place.bytes += processedBytes(ended)
    },
    read() {
      const all = places.all()
      const rest = all.filter(({ kind }) => kind === 'REST')
      const http = all.filter(({ kind }) => kind === 'HTTP')
      return [
        counter('Count', 'Requests of APIs that ended.', all, ({ latency }) => latency.count),
        counter(
          '4XXError',
          'Those of REST APIs that were answered with 4XX.',
          rest,
          ({ clientErrors }) => clientErrors,
        ),
        counter(
          '5XXError',
          'Those of REST APIs that were answered with 5XX.',
          rest,
          ({ serverErrors }) => serverErrors,
        ),
        counter('4xx', 'Those of HTTP APIs that were answered with 4XX.', http, ({ clientErrors }) => clientErrors),
        counter('5xx', 'Those of HTTP APIs that were answered with 5XX.', http, ({ serverErrors }) => serverErrors),
        histogram('Latency', 'Milliseconds from the head of a request to the end of its answer.', all, 'latency'),
        withSeries(
          histogram('IntegrationLatency', 'Milliseconds that the backend took.', all, 'integrationLatency'),
          sockets.latencies(),
        ),
        counter(
          'CacheHitCount',
          'Those of REST APIs that the cache of a stage answered.',
          cached(rest),
          ({ cacheHits }) => cacheHits,
        ),
        counter(
          'CacheMissCount',
          'Those that a cache was asked for and did not have.',
          cached(rest),
          ({ cacheMisses }) => cacheMisses,
        ),
        counter('DataProcessed', 'Bytes of bodies of requests and answers, of HTTP APIs.', http, ({ bytes }) => bytes),
        ...sockets.read(),
      ].filter(({ series }) => series.length > 0)
    },
  }
}

/** Where nothing is cached there is nothing to count. */
function cached(places: readonly Place[]): readonly Place[] {
  return places.filter(({ cacheHits, cacheMisses }) => cacheHits + cacheMisses > 0)
}

/** All from the definition, so that no caller can make series: an unknown path has no resource. */
function labelsOf(exchange: EndedRequest['exchange']): Labels {
  const { definition, stage } = exchange
  const ofStage = { ApiName: definition.name, ApiId: definition.apiId, Stage: stage.name }
  if (!('match' in exchange) || !exchange.match.route.hasDetailedMetrics) return ofStage
  const { method, path } = exchange.match.route
  return { ...ofStage, Method: method, Resource: path }
}

function counter(name: string, help: string, places: readonly Place[], valueOf: (place: Place) => number): Metric {
  const series = places.map((place) => ({ labels: place.labels, value: valueOf(place) }))
  return { name: `AWS_ApiGateway_${name}`, type: 'counter', help, series }
}

/** WebSocket APIs have the same metric with dimensions of their own. */
function withSeries(metric: Metric, series: Metric['series']): Metric {
  return { ...metric, series: [...metric.series, ...series] }
}

function histogram(
  name: string,
  help: string,
  places: readonly Place[],
  which: 'latency' | 'integrationLatency',
): Metric {
  const series = places.flatMap((place) => readDistribution(place[which], place.labels))
  return { name: `AWS_ApiGateway_${name}`, type: 'histogram', help, series }
}
