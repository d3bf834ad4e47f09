import type { AuthorizerResources } from './authorizers/authenticate.ts'
import type { AccountThrottle } from './definition/throttle.ts'
import type { ResponseCache } from './integrations/cache/response-cache.ts'
import type { IntegrationResources } from './integrations/integrate.ts'
import type { TokenBuckets } from './throttling/token-buckets.ts'
import type { UsageCounters } from './throttling/usage-counters.ts'

/** What the gateway holds for all requests. */
export interface PipelineResources extends IntegrationResources, AuthorizerResources {
  /** `apiId/routeId` of routes whose GET, HEAD, DELETE or OPTIONS may carry a body. */
  readonly bodyOnAnyMethod: ReadonlySet<string>
  /** For all APIs together. */
  readonly accountThrottle: AccountThrottle
  readonly buckets: TokenBuckets
  readonly responseCache: ResponseCache
  readonly usage: UsageCounters
}
