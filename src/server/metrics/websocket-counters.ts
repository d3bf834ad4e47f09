import type { WebSocketFact } from '../../gateway/websocket/websocket-fact.ts'
import type { EndedEvent } from '../../gateway/websocket/ended-event.ts'
import { add, distribution, readDistribution, type Distribution } from './distribution.ts'
import type { Labels, Metric, Series } from './exposition.ts'
import { boundedPlaces } from './places.ts'

/** Counts what happens on connections (developer guide, "Monitor WebSocket API execution with CloudWatch metrics"). */
export interface WebSocketCounters {
  readonly count: (fact: WebSocketFact) => void
  readonly read: () => readonly Metric[]
  /** Of `IntegrationLatency`, which other APIs have too. */
  readonly latencies: () => readonly Series[]
}

const counts = {
  ConnectCount: 'Handshakes that came to the integration of $connect.',
  MessageCount: 'Messages of WebSocket APIs, from clients and to them.',
  IntegrationError: 'Events of WebSocket APIs whose integration answered 4XX or 5XX.',
  ClientError: 'Events of WebSocket APIs that were refused with 4XX before their integration.',
  ExecutionError: 'Events of WebSocket APIs whose integration could not be called.',
} as const

type Count = keyof typeof counts
const names: readonly Count[] = ['ConnectCount', 'MessageCount', 'IntegrationError', 'ClientError', 'ExecutionError']

interface Place extends Record<Count, number> {
  readonly labels: Labels
  readonly latency: Distribution
}

export function createWebSocketCounters(): WebSocketCounters {
  const places = boundedPlaces((_: 'WEBSOCKET', labels): Place => {
    const none = { ConnectCount: 0, MessageCount: 0, IntegrationError: 0, ClientError: 0, ExecutionError: 0 }
    return { labels, latency: distribution(), ...none }
  })

  return {
    count(fact) {
      if (fact.kind === 'callback') places.of('WEBSOCKET', labelsOf(fact)).MessageCount += 1
      else countEvent(places.of('WEBSOCKET', labelsOf(fact.ended)), fact.ended)
    },
    read: () =>
      names.map((name) => ({
        name: `AWS_ApiGateway_${name}`,
        type: 'counter',
        help: counts[name],
        series: places.all().map((place) => ({ labels: place.labels, value: place[name] })),
      })),
    latencies: () => places.all().flatMap(({ labels, latency }) => readDistribution(latency, labels)),
  }
}

function countEvent(place: Place, { end, event, responseBytes, route }: EndedEvent): void {
  const { type } = event.happening
  if (type === 'CONNECT' && route !== undefined && end.kind !== 'refused') place.ConnectCount += 1
  if (type === 'MESSAGE') place.MessageCount += responseBytes > 0 ? 2 : 1
  if (end.kind === 'refused') {
    if (end.status < 500) place.ClientError += 1
    return
  }
  if (route === undefined) return
  if (end.kind === 'failed') place.ExecutionError += 1
  else if (end.reply.status >= 400) place.IntegrationError += 1
  if (!isMock(route)) add(place.latency, end.latencyMilliseconds)
}

function isMock({ integration }: NonNullable<EndedEvent['route']>): boolean {
  return integration.kind === 'mapped' && integration.endpoint.kind === 'mock'
}

/** All from the definition, so that no caller can make series. */
function labelsOf({
  api,
  stage,
  ...rest
}: Pick<EndedEvent, 'api' | 'stage'> & Partial<Pick<EndedEvent, 'route'>>): Labels {
  const ofStage = { ApiName: api.name, ApiId: api.apiId, Stage: stage.name }
  return rest.route?.hasDetailedMetrics === true ? { ...ofStage, Route: rest.route.key } : ofStage
}
