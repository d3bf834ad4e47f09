import type { ApiDefinition } from './definition/api.ts'
import type { DomainDefinition } from './definition/domain.ts'
import type { GatewayDefinition } from './definition/gateway.ts'
import type { RouteDefinition } from './definition/route.ts'
import type { StageDefinition } from './definition/stage.ts'
import { claimHeaderNames } from './authorizers/claim-headers.ts'
import { mappedIdentityHeaders, namesOfIdentity } from './request/identity-headers.ts'
import { droppedByRestApis } from './request/rest-request-headers.ts'
import { upstreamNames } from './integrations/upstream-names.ts'
import { createRouteTable, type RouteTable } from './router/route-table.ts'
import { createPlanHolders, type PlanHolders } from './throttling/plan-holders.ts'

/** Everything a request needs, compiled. Replacing it is one assignment; requests under way keep the one they began with. */
export interface GatewaySnapshot {
  readonly apis: ReadonlyMap<string, CompiledApi>
  /** By name, wildcards with their star. */
  readonly domains: ReadonlyMap<string, DomainDefinition>
  /** Clients of some domain must show a certificate. */
  readonly hasTruststores: boolean
  /** By their names. */
  readonly upstreams: ReadonlySet<string>
  /** Whose tokens are believed by some route. */
  readonly issuers: ReadonlySet<string>
}

export interface CompiledApi {
  readonly definition: ApiDefinition
  readonly stages: ReadonlyMap<string, CompiledStage>
}

export interface CompiledStage {
  readonly stage: StageDefinition
  readonly routes: RouteTable
  /** Names of headers that are taken off every request: what backends could mistake for ours, and what a REST API drops. */
  readonly isStripped: (name: string) => boolean
  readonly holders: PlanHolders
  /** Some route asks for a token or a key, or the API has a policy, so no path with two readings may come near the stage. */
  readonly isProtected: boolean
  readonly canary: { readonly percentTraffic: number; readonly stage: CompiledStage } | undefined
}

export function compileSnapshot(definition: GatewayDefinition, identityHeaders: readonly string[]): GatewaySnapshot {
  const apis = definition.apis.map((api): readonly [string, CompiledApi] => [
    api.apiId,
    { definition: api, stages: compileStages(api, definition, identityHeaders) },
  ])
  const routes = definition.apis.flatMap(({ stages }) =>
    [...stages.values()].flatMap(({ canary, routes: own }) => [...own, ...(canary?.routes ?? [])]),
  )
  const ofWebSockets = definition.webSocketApis.flatMap(({ stages }) =>
    [...stages.values()].flatMap((stage) => [...stage.routes.values()]),
  )
  return {
    apis: new Map(apis),
    domains: new Map(definition.domains.map((domain) => [domain.name, domain])),
    hasTruststores: definition.domains.some(({ truststore }) => truststore !== undefined),
    upstreams: new Set([...routes, ...ofWebSockets].flatMap(({ integration }) => upstreamNames(integration))),
    issuers: new Set(routes.flatMap(issuersOf)),
  }
}

function issuersOf({ authorization }: RouteDefinition): readonly string[] {
  if (authorization.kind !== 'authorizer') return []
  const { authorizer } = authorization
  switch (authorizer.kind) {
    case 'cognito-user-pools':
      return authorizer.issuers
    case 'jwt':
      return [authorizer.issuer]
    case 'iam':
    case 'lambda':
      return []
  }
}

function compileStages(
  { apiId, kind, resourcePolicy, stages }: ApiDefinition,
  { usagePlans }: GatewayDefinition,
  identityHeaders: readonly string[],
): ReadonlyMap<string, CompiledStage> {
  const compileStage = (stage: StageDefinition): CompiledStage => ({
    stage,
    routes: createRouteTable(kind, stage.routes),
    isStripped: namesOfIdentity(
      new Set([
        ...identityHeaders.map((header) => header.toLowerCase()),
        ...mappedIdentityHeaders(stage),
        ...claimHeaderNames(stage.extras['claim-headers']),
        ...(kind === 'REST' ? droppedByRestApis : []),
      ]),
    ),
    holders: createPlanHolders(usagePlans, apiId, stage.name),
    isProtected:
      resourcePolicy !== undefined ||
      stage.routes.some(({ authorization, isApiKeyRequired }) => authorization.kind !== 'none' || isApiKeyRequired),
    canary: stage.canary && {
      percentTraffic: stage.canary.percentTraffic,
      stage: compileStage({ ...stage, ...stage.canary, canary: undefined, isCanary: true }),
    },
  })
  return new Map([...stages].map(([name, stage]) => [name, compileStage(stage)]))
}
