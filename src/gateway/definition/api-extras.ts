import { onOff, oneOf, wholeNumber, type ExtraValues } from '../../domain/extras/extra-values.ts'
import { apiExtra, type ApiExtra } from './api-extra.ts'
import type { HealthCheck, OutlierEjection } from './address-checks.ts'
import type { CircuitBreakerSettings } from './circuit-breaker.ts'
import type { Throttle } from './throttle.ts'
import { unprovenExtras } from './unproven-extras.ts'

const requestRate: ExtraValues<Throttle | undefined> = {
  expects: 'requests a second and requests at once, as in 10/20',
  parse(text) {
    const [, rate, burst] = /^(\d{1,6}(?:\.\d{1,3})?)\/(\d{1,6})$/.exec(text) ?? []
    if (rate === undefined || burst === undefined) return undefined
    return { ratePerSecond: Number(rate), burst: Number(burst) }
  },
}

const circuitBreaker: ExtraValues<CircuitBreakerSettings | undefined> = {
  expects: 'failures from 1 to 1000 and seconds from 1 to 3600, as in 5/10',
  parse(text) {
    const [, failures, seconds] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []
    const settings = { failures: Number(failures), seconds: Number(seconds) }
    return settings.failures <= 1000 && settings.seconds <= 3600 ? settings : undefined
  },
}

const outlierEjection: ExtraValues<OutlierEjection | undefined> = circuitBreaker

const healthCheck: ExtraValues<HealthCheck | undefined> = {
  expects: 'a path without a query and seconds from 1 to 300, as in /health 10',
  parse(text) {
    const [, path, seconds] = /^(\/[\w.~/-]{0,200}) ([1-9]\d{0,2})$/.exec(text) ?? []
    return path === undefined || Number(seconds) > 300 ? undefined : { path, seconds: Number(seconds) }
  },
}

/** A claim of the token, and the header that backends get it in. */
export interface ClaimHeader {
  readonly claim: string
  readonly header: string
}

const claimHeaders: ExtraValues<readonly ClaimHeader[] | undefined> = {
  expects: 'claims and headers of your own, as in sub=X-User-Id email=X-User-Email',
  parse(text) {
    const pairs = text.split(' ').map((pair) => /^([\w:./-]{1,128})=(X-[A-Za-z0-9-]{1,64})$/i.exec(pair))
    const parsed = pairs.flatMap((pair) => (pair === null ? [] : [{ claim: pair[1] ?? '', header: pair[2] ?? '' }]))
    const names = parsed.map(({ header }) => header.toLowerCase())
    const isSafe = !names.some((name) => gatewaysOwn.test(name)) && new Set(names).size === names.length
    return parsed.length === pairs.length && isSafe ? parsed : undefined
  },
}

/** Headers that say something else already. */
const gatewaysOwn = /^x-(?:amz|amzn|api-key|apigateway|forwarded|host|http|method|original|real-ip|rewrite)/

/**
 * What an API does beyond Amazon API Gateway once a tag asks for it: `sallyport:<name>` on the API or, which then wins,
 * on a stage (docs/decisions/0006-extras-are-tags.md). An extra is in this table when it acts. `docs/extras.md` is made
 * from it.
 */
export const apiExtras = {
  ...unprovenExtras,
  'circuit-breaker': apiExtra({
    values: circuitBreaker,
    default: undefined,
    documentation:
      'Spares an HTTP backend that fails: after so many failures in a row (no connection, no answer in time, or a status of 502, 503 or 504) requests to its origin fail at once for so many seconds, as if it could not be reached; then one request at a time tries whether it is back. Each process of a gateway counts for itself.',
  }),
  'openapi-3.1': apiExtra({
    values: onOff,
    default: false,
    documentation:
      'A definition in OpenAPI 3.1 is read, where the API has the tag. Amazon API Gateway refuses such a definition; leave this off if yours is to be deployed there too.',
  }),
  'method-override': apiExtra({
    values: onOff,
    default: false,
    of: 'REST',
    documentation:
      'The method of a POST is that of its header `X-HTTP-Method-Override`, for routes, authorizers, policies, limits and backends alike. Amazon API Gateway does so always; here the header is taken away and changes nothing unless this is on, since whatever stands in front of the gateway sees a POST.',
  }),
  retries: apiExtra({
    values: wholeNumber({ from: 0, to: 5 }),
    default: 0,
    documentation:
      'How often a request to an HTTP backend is sent again when its connection fails before an answer begins, after 25 ms and then twice as long each time, within the integration’s timeout. Only requests without a body whose method is GET, HEAD, OPTIONS, PUT or DELETE, and for one backend not more than one for five requests (ten at once).',
  }),
  'cache-by-caller': apiExtra({
    values: onOff,
    default: false,
    of: 'REST',
    documentation:
      'What the cache of a stage keeps is each caller’s own: answers are told apart by who asks too, by the user of a token, what a Lambda authorizer calls the caller or the owner of an access key, and by the API key. Who has no such name gets nothing from the cache. Amazon API Gateway gives one caller’s answer to all others unless `cacheKeyParameters` keep them apart.',
  }),
  'claim-headers': apiExtra({
    values: claimHeaders,
    default: undefined,
    documentation:
      'Backends get claims of the caller in headers, besides what the template maps. Whatever a caller sends under these names is taken away on all routes. A claim that is missing, or that no header can hold, leaves its header out.',
  }),
  'outlier-ejection': apiExtra({
    values: outlierEjection,
    default: undefined,
    documentation:
      'Passes over an address of an HTTP backend that has several, by DNS or by a VPC link, after so many failures in a row (as with `circuit-breaker`): for so many seconds, twice as many the next time, up to ten times as many; with time it is forgiven. Never more than half of the addresses are passed over. Addresses are taken in turn, and looked up anew every ten seconds. Where there is one only, nothing is passed over. Each process of a gateway counts for itself.',
  }),
  'health-check': apiExtra({
    values: healthCheck,
    default: undefined,
    documentation:
      'Asks each address of an HTTP backend that has several for this path every so many seconds, without any credential: one that twice in a row does not answer in time (five seconds at most), or with a status from 400 on, gets no requests until it twice answers well. Where no address answers, all get requests. It begins with the first request, and pauses after ten minutes without any.',
  }),
  explain: apiExtra<'off' | 'on' | 'always'>({
    values: oneOf('off', 'on', 'always'),
    default: 'off',
    documentation:
      'The answer to a refused request has a header `x-sallyport-explain` that says why in words: what is wrong with the token, which scope is missing, that there is no such route. With `on` under `sallyport start` only, with `always` in production too, where it helps attackers as well.',
  }),
  revocation: apiExtra({
    values: onOff,
    default: false,
    documentation:
      'Tokens are refused from the moment that their session ends: by a sign-out, a revoked refresh token, a changed password, a user who is disabled or deleted, or a client that is gone. The pools must be those of the same installation, or of the one whose feed a gateway alone follows (see the [guide](guides/gateway.md#instant-revocation)). Of Amazon Cognito’s own pools nobody hears: a gateway alone refuses a template that asks for it, elsewhere their tokens are refused.',
  }),
  'user-rate-limit': apiExtra({
    values: requestRate,
    default: undefined,
    documentation:
      'How much one user may ask of a stage, by the `sub` of the token, whatever their number of devices; further requests are 429. Requests without a user, such as those of machines, share the limit of their client.',
  }),
}

type Registry = typeof apiExtras
type ValueOf<Extra> = Extra extends ApiExtra<infer Value> ? Value : never
export type ApiExtraName = keyof Registry
export type ApiExtras = { readonly [Name in ApiExtraName]: ValueOf<Registry[Name]> }
