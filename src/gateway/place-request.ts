import type { IncomingMessage } from 'node:http'
import type { DomainDefinition } from './definition/domain.ts'
import { findDomain } from './domains/find-domain.ts'
import { isHealthCheck } from './domains/health-check.ts'
import { placeOnDomain } from './domains/place-on-domain.ts'
import type { ClientFacts, CustomDomainFacts } from './exchange/exchange.ts'
import type { CompiledApi, CompiledStage, GatewaySnapshot } from './gateway-snapshot.ts'
import { askedOf, type GuardedRequest, type guardRequest } from './request/request-guard.ts'
import { stageOfTarget, type EndpointTarget } from './stage-of-target.ts'

/** What the listener made of a request's host. */
export type GatewayTarget = EndpointTarget | DomainTarget

export interface DomainTarget {
  /** In lower case, without a port. */
  readonly host: string
  /** Path and query as on the wire, beginning with `/`. */
  readonly path: string
}

export type Placement =
  | {
      readonly kind: 'placed'
      readonly api: CompiledApi
      readonly compiled: CompiledStage
      readonly request: GuardedRequest
      readonly customDomain: CustomDomainFacts | undefined
    }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'health-check' }
  /** No such API, stage or mapping. */
  | {
      readonly kind: 'nowhere'
      readonly status: 403 | 404
      /** For the log only. */
      readonly reason: string
      readonly request: GuardedRequest
    }

/** In one line of a log. */
const mostNamed = 5

export type ArrivedTarget = GatewayTarget & { readonly client?: ClientFacts }

/** Finds API and stage of a request, and guards it: what is unsafe is refused as such, whether or not it leads anywhere. */
export function placeRequest(
  snapshot: GatewaySnapshot,
  message: IncomingMessage,
  { guard, target }: { readonly guard: typeof guardRequest; readonly target: ArrivedTarget },
): Placement {
  const forwardedHost = target.client?.forwardedHost
  if ('host' in target) {
    const verdict = askedOf(guard(message, target.path), forwardedHost)
    if (verdict.kind === 'refused') return verdict
    const domain = findDomain(snapshot.domains, target.host)
    if (domain?.truststore !== undefined && target.client?.certified?.serverName !== target.host) {
      const reason = 'no certificate of the client for this domain'
      return { kind: 'nowhere', status: 403, reason, request: verdict.request }
    }
    if (domain?.hasHealthCheck === true && isHealthCheck(verdict.request)) return { kind: 'health-check' }
    return onCustomDomain(snapshot, domain, verdict.request)
  }
  const api = snapshot.apis.get(target.apiId)
  const found = api?.definition.disablesDefaultEndpoint === false ? stageOfTarget(api, target) : undefined
  const verdict = askedOf(guard(message, found?.path ?? target.path), forwardedHost)
  if (verdict.kind === 'refused') return verdict
  if (api !== undefined && found !== undefined) {
    const { compiled } = found
    return { kind: 'placed', api, compiled, request: verdict.request, customDomain: undefined }
  }
  const isOpenRest = api?.definition.kind === 'REST' && !api.definition.disablesDefaultEndpoint
  if (isOpenRest && target.stage === undefined && isHealthCheck(verdict.request)) return { kind: 'health-check' }
  const status = api === undefined || api.definition.disablesDefaultEndpoint ? 403 : api.definition.unmatched
  return { kind: 'nowhere', status, reason: whyNowhere(api, snapshot), request: verdict.request }
}

function whyNowhere(api: CompiledApi | undefined, { apis }: GatewaySnapshot): string {
  if (api === undefined)
    return apis.size > mostNamed ? 'no such API' : `no such API: there is ${[...apis.keys()].join(', ')}`
  if (api.definition.disablesDefaultEndpoint) return 'the default endpoint of the API is disabled'
  return `no such stage: the API has ${[...api.stages.keys()].join(', ')}`
}

function onCustomDomain(
  snapshot: GatewaySnapshot,
  domain: DomainDefinition | undefined,
  request: GuardedRequest,
): Placement {
  const place = domain && placeOnDomain(domain, request)
  const api = place && snapshot.apis.get(place.address.apiId)
  const compiled = place && api?.stages.get(place.address.stage)
  if (place === undefined || api === undefined || compiled === undefined) {
    return {
      kind: 'nowhere',
      status: domain?.unmatched ?? 403,
      reason: 'no mapping of the domain for this path',
      request,
    }
  }
  return {
    kind: 'placed',
    api,
    compiled,
    request: { ...request, path: place.path },
    customDomain: { path: request.path, basePathMatched: place.basePathMatched },
  }
}
