import { nameOfPrincipal } from '../exchange/principal.ts'
import type { RouteDefinition } from '../definition/route.ts'
import type { Throttle } from '../definition/throttle.ts'
import type { PlannedStage } from '../definition/usage-plan.ts'
import type { RoutedExchange } from '../exchange/exchange.ts'
import { gatewayResponse, type GatewayError } from '../responses/gateway-responses.ts'
import { httpError } from '../responses/http-errors.ts'
import type { PipelineReply } from '../exchange/pipeline-outcome.ts'
import type { WantedToken } from '../throttling/token-buckets.ts'
import type { Step } from './step.ts'

/**
 * Every limit that a request falls under, narrowest first: the key's for this method, the key's plan, the route's, the
 * user's, the account's. A request that one of them refuses uses up none of the others, nor of the quota.
 */
export const throttle: Step = (exchange, _, { accountThrottle, buckets, usage }) => {
  const { holder, receivedAt } = exchange
  const wanted = limitsOf(exchange)
  wanted.push({ bucket: 'account', throttle: accountThrottle })
  if (!buckets.take(wanted, receivedAt)) return refused(exchange, 'THROTTLED', 'too many requests a second')
  const quota = holder?.plan.quota
  if (holder === undefined || quota === undefined) return undefined
  const isLeft = usage.count(holder, quota, receivedAt)
  return typeof isLeft === 'boolean'
    ? quotaOutcome(exchange, isLeft)
    : isLeft.then((left) => quotaOutcome(exchange, left))
}

function quotaOutcome(exchange: RoutedExchange, isLeft: boolean): PipelineReply | undefined {
  return isLeft ? undefined : refused(exchange, 'QUOTA_EXCEEDED', 'quota used up')
}

function limitsOf({ definition, holder, match: { route }, principal, request, stage }: RoutedExchange): WantedToken[] {
  const wanted: WantedToken[] = []
  const place = `${definition.apiId}/${stage.name}`
  if (holder !== undefined) {
    const name = `${holder.plan.id}/${holder.key.id}`
    const ofMethod = methodThrottle(holder.stage.methodThrottles, route, request.method)
    if (ofMethod !== undefined) {
      const { key, throttle } = ofMethod
      wanted.push({ bucket: `method ${name} ${place} ${route.id} ${route.method} ${key}`, throttle })
    }
    if (holder.plan.throttle !== undefined) wanted.push({ bucket: `plan ${name}`, throttle: holder.plan.throttle })
  }
  if (route.throttle !== undefined)
    wanted.push({ bucket: `route ${place} ${route.id} ${route.method}`, throttle: route.throttle })
  const ofUser = stage.extras['user-rate-limit']
  const user = ofUser && nameOfPrincipal(principal)
  if (ofUser !== undefined && user !== undefined) {
    wanted.push({ bucket: `user ${place} ${user}`, throttle: ofUser })
  }
  return wanted
}

/** The nearest that is named, as a stage's own settings are; a route for ANY method has each method's limit. */
function methodThrottle(
  throttles: PlannedStage['methodThrottles'],
  { method: ofRoute, path }: RouteDefinition,
  method: string,
): { readonly key: string; readonly throttle: Throttle } | undefined {
  for (const key of [`${path} ${method}`, `${path} ${ofRoute}`, `${path} *`, `/* ${method}`, '/* *']) {
    const throttle = throttles.get(key)
    if (throttle !== undefined) return { key, throttle }
  }
  return undefined
}

/** HTTP APIs know one text for all limits; REST APIs may word theirs. */
function refused(exchange: RoutedExchange, type: GatewayError['type'], reason: string): PipelineReply {
  const reply = exchange.definition.kind === 'REST' ? gatewayResponse(exchange, { type }) : httpError(429)
  return { kind: 'reply', reply, reason }
}
