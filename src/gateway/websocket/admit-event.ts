import type { WebSocketRoute } from '../definition/websocket-api.ts'
import type { AccountThrottle } from '../definition/throttle.ts'
import type { TokenBuckets, WantedToken } from '../throttling/token-buckets.ts'
import type { UsageCounters } from '../throttling/usage-counters.ts'
import type { RefusedEvent } from './route-end.ts'
import type { RouteEvent } from './route-event.ts'
import { validateEvent } from './validate-event.ts'

/** What the gateway holds for all events, and for all requests. */
export interface AdmissionResources {
  readonly accountThrottle: AccountThrottle
  readonly buckets: TokenBuckets
  readonly usage: UsageCounters
}

/** API key, limits, quota and validation, as of requests (contract/gateway 1.1): the first that says no decides. */
export async function admitEvent(
  route: WebSocketRoute,
  event: RouteEvent,
  { accountThrottle, buckets, usage }: AdmissionResources,
): Promise<RefusedEvent | undefined> {
  const { at, facts } = event
  const holder = route.isApiKeyRequired ? facts.holder : undefined
  if (route.isApiKeyRequired && holder === undefined) {
    return refused(403, 'Forbidden', 'no API key of a usage plan for this stage')
  }
  const wanted = [...limitsOf(route, event, holder), { bucket: 'account', throttle: accountThrottle }]
  if (!buckets.take(wanted, at)) return refused(429, 'Too Many Requests', 'throttled')
  const quota = holder?.plan.quota
  if (holder !== undefined && quota !== undefined && !(await usage.count(holder, quota, at))) {
    return refused(429, 'Limit Exceeded', 'quota used up')
  }
  return validateEvent(route, event)
}

/** The key's plan, and the stage's limit for a route, which all its connections share. */
function limitsOf(
  { key, throttle }: WebSocketRoute,
  { facts }: RouteEvent,
  holder: RouteEvent['facts']['holder'],
): readonly WantedToken[] {
  const ofPlan = holder?.plan.throttle
  return [
    ...(holder === undefined || ofPlan === undefined
      ? []
      : [{ bucket: `plan ${holder.plan.id}/${holder.key.id}`, throttle: ofPlan }]),
    ...(throttle === undefined ? [] : [{ bucket: `route ${facts.apiId}/${facts.stageName} ${key}`, throttle }]),
  ]
}

function refused(status: number, message: string, reason: string): RefusedEvent {
  return { kind: 'refused', status, message, reason }
}
