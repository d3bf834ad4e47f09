import { signingKeys } from '../domain/sigv4/signing-keys.ts'
import { noSigners } from '../ports/request-signers.ts'
import { createFunctionAuthorizers } from './authorizers/lambda/function-authorizers.ts'
import { createTokenVerifier } from './authorizers/token-verifier.ts'
import { accountThrottle } from './definition/throttle.ts'
import { createResponseCache } from './integrations/cache/response-cache.ts'
import { defaultStreamPace } from './integrations/streaming/stream-pace.ts'
import { payloadLimits } from './mapping/payload.ts'
import { createHeldBytes } from './request/held-bytes.ts'
import { defaultArrivalLimits } from './request/request-body.ts'
import { createTokenBuckets } from './throttling/token-buckets.ts'
import { createLeasedQuotas } from './throttling/leased-quotas.ts'
import { createUsageCounters } from './throttling/usage-counters.ts'
import type { GatewayOptions } from './gateway-options.ts'
import type { Upstreams } from './integrations/upstreams.ts'

/** What the gateway holds for all requests, of HTTP and of WebSocket APIs. */
export function createResources(options: GatewayOptions, upstreams: Upstreams) {
  const { accountThrottle: account = accountThrottle, clock, functions, quotaStore, signers = noSigners } = options
  return {
    verifier: createTokenVerifier(options),
    functionAuthorizers: createFunctionAuthorizers(options),
    signers,
    signingKeys: signingKeys(),
    functions,
    responseCache: createResponseCache((options.responseCacheMegabytes ?? 64) * 1024 * 1024),
    aws: { clock, credentials: options.awsCredentials, signers },
    upstreams,
    arrivalLimits: options.arrivalLimits ?? defaultArrivalLimits,
    heldBodies: createHeldBytes(options.heldBodyBytes ?? 256 * 1024 * 1024),
    payloadLimits: payloadLimits(options.mappedJsonKilobytes ?? 256),
    streamPace: options.streamPace ?? defaultStreamPace,
    bodyOnAnyMethod: new Set(options.bodyOnAnyMethod),
    accountThrottle: account,
    buckets: createTokenBuckets(account, options.processes),
    usage: quotaStore === undefined ? createUsageCounters(options.processes) : createLeasedQuotas(quotaStore, options),
  }
}
