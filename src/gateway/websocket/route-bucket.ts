import type { WebSocketRoute } from '../definition/websocket-api.ts'
import type { WantedToken } from '../throttling/token-buckets.ts'
import type { ConnectionFacts } from './route-event.ts'

/** The stage's limit for a route, shared by all its connections. */
export function routeBucket(
  { apiId, stageName }: Pick<ConnectionFacts, 'apiId' | 'stageName'>,
  { key, throttle }: Pick<WebSocketRoute, 'key' | 'throttle'>,
): readonly WantedToken[] {
  return throttle === undefined ? [] : [{ bucket: `${apiId}/${stageName}/${key}`, throttle }]
}
