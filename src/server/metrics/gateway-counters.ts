import { latencyMilliseconds, processedBytes, type EndedRequest } from '../../gateway/observation/ended-request.ts'
import type { Labels, Metric, Series } from './exposition.ts'

/** Counts the requests of APIs under the names that CloudWatch has for them. */
export interface GatewayCounters {
  readonly request: (ended: EndedRequest) => void
  readonly read: () => readonly Metric[]
}

const bounds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000] as const
/** Templates come and go while a gateway runs; what is more than this is counted together. */
const mostPlaces = 2000
const elsewhere: Labels = { ApiName: 'others', ApiId: 'others', Stage: 'others' }

interface Distribution {
  readonly counts: number[]
  count: number
  sum: number
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
  const places = new Map<string, Place>()

  function placeOf({ exchange }: EndedRequest): Place {
    const { kind } = exchange.definition
    const wanted = labelsOf(exchange)
    const isRoom = places.size < mostPlaces || places.has(keyOf(kind, wanted))
    const labels = isRoom ? wanted : elsewhere
    const key = keyOf(kind, labels)
    const counters = { cacheHits: 0, cacheMisses: 0, clientErrors: 0, serverErrors: 0, bytes: 0 }
    const known = places.get(key)
    const place = known ?? { kind, labels, latency: distribution(), integrationLatency: distribution(), ...counters }
    if (known === undefined) places.set(key, place)
    return place
  }

  return {
    request(ended) {
      const place = placeOf(ended)
      add(place.latency, latencyMilliseconds(ended))
      const integration = ended.exchange.phases.latencyOf('integration')
      if (integration !== undefined) add(place.integrationLatency, integration)
      if (ended.status >= 500) place.serverErrors += 1
      else if (ended.status >= 400) place.clientErrors += 1
      const cached = ended.exchange.phases.cacheResult()
      if (cached === 'hit') place.cacheHits += 1
      if (cached === 'miss') place.cacheMisses += 1
      place.bytes += processedBytes(ended)
    },
    read() {
      const all = [...places.values()]
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
        histogram('IntegrationLatency', 'Milliseconds of it that the backend took.', all, 'integrationLatency'),
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

function keyOf(kind: string, labels: Labels): string {
  return JSON.stringify([kind, ...Object.values(labels)])
}

function distribution(): Distribution {
  return { counts: bounds.map(() => 0), count: 0, sum: 0 }
}

function add(to: Distribution, milliseconds: number) {
  const bucket = bounds.findIndex((bound) => milliseconds <= bound)
  if (bucket !== -1) to.counts[bucket] = (to.counts[bucket] ?? 0) + 1
  to.count += 1
  to.sum += milliseconds
}

function counter(name: string, help: string, places: readonly Place[], valueOf: (place: Place) => number): Metric {
  const series = places.map((place) => ({ labels: place.labels, value: valueOf(place) }))
  return { name: `AWS_ApiGateway_${name}`, type: 'counter', help, series }
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

function readDistribution({ counts, count, sum }: Distribution, labels: Labels): readonly Series[] {
  let below = 0
  const buckets = bounds.map((bound, index) => {
    below += counts[index] ?? 0
    return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
  })
  return [
    ...buckets,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ]
}
