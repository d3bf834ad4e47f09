import type { ApiKind } from '../../definition/api.ts'
import type { IntegrationDefinition } from '../../definition/integration.ts'
import type { ResponseCaching } from '../../definition/response-caching.ts'
import type { RouteDefinition } from '../../definition/route.ts'
import type { StageDefinition } from '../../definition/stage.ts'
import { parseRoutePath } from '../../router/route-path.ts'
import { requestsOf } from '../../router/route-table.ts'
import type { CompileAuthorizer } from '../authorizers/written-authorizer.ts'
import { apiExtrasOf } from '../api-extras.ts'
import type { CompileContext } from '../compile-context.ts'
import type { RouteDeclaration } from '../route-declaration.ts'
import type { RouteSettings } from './route-settings.ts'
import type { StageDeclaration } from './stages.ts'
import { refuseNode, type TemplateNode } from '../template-node.ts'

/** What a stage adds to is the same for all of them. */
export interface Installation extends Omit<CompileContext, 'stageVariables' | 'extras'> {
  readonly accountId: string
}

interface CompiledStageFacts {
  readonly kind: ApiKind
  readonly routes: readonly RouteDeclaration[]
  /** Of the API, whether a route names them or not. */
  readonly authorizers: readonly CompileAuthorizer[]
  /** Of the API. */
  readonly tags: readonly (TemplateNode | undefined)[]
}

export function compileStages(
  stages: readonly StageDeclaration[],
  { authorizers, kind, routes, tags }: CompiledStageFacts,
  installation: Installation,
): ReadonlyMap<string, StageDefinition> {
  refuseConflicts(routes)
  if (kind === 'REST') refuseTwoNames(routes)
  return new Map(
    stages.map((stage) => {
      const { accessLog, cacheBytes, canary, deploymentId, isTracingEnabled, name, variables } = stage
      const extras = apiExtrasOf(kind, [stage.tags, ...tags])
      const withVariables = (stageVariables: StageDefinition['variables']) => {
        const context = { ...installation, stageVariables, extras }
        const compiled = { variables: stageVariables, routes: compileRoutes(routes, stage, context) }
        // What no route names is compiled for its mistakes alone.
        for (const compileAuthorizer of authorizers) compileAuthorizer(context)
        return compiled
      }
      const cacheNamed = (cacheName: string) =>
        cacheBytes === undefined ? undefined : { name: cacheName, bytes: cacheBytes }
      return [
        name,
        {
          name,
          ...withVariables(variables),
          cache: cacheNamed(name),
          canary: canary && {
            percentTraffic: canary.percentTraffic,
            ...withVariables({ ...variables, ...canary.variables }),
            cache: cacheNamed(canary.sharesCache ? name : `${name} canary`),
          },
          accessLog,
          isTracingEnabled,
          deploymentId,
          extras,
        },
      ]
    }),
  )
}

function compileRoutes(
  routes: readonly RouteDeclaration[],
  { cacheBytes, routeSettings }: StageDeclaration,
  context: CompileContext,
): readonly RouteDefinition[] {
  return routes.map((route) => {
    const integration = route.integration(context)
    const isCached = cacheBytes !== undefined && !isStreamed(integration)
    return {
      id: route.id,
      method: route.method,
      path: route.path,
      isApiKeyRequired: route.isApiKeyRequired,
      throttle: routeSettings.throttleOf(route),
      hasDetailedMetrics: routeSettings.hasDetailedMetrics(route),
      authorization: route.authorization(context),
      caching: isCached ? cachingOf(route, routeSettings) : undefined,
      validation: route.validation,
      integration,
    }
  })
}

function cachingOf(route: RouteDeclaration, settings: RouteSettings): ResponseCaching | undefined {
  const how = settings.cachingOf(route)
  return how && route.cacheKey && { ...how, ...route.cacheKey }
}

/** What is sent on while it is made is never kept (contract/gateway 1.21). */
function isStreamed(integration: IntegrationDefinition): boolean {
  return 'isStreamed' in integration && integration.isStreamed === true
}

/** Two routes for the same requests: which one would win must not be left to chance. */
function refuseConflicts(routes: readonly RouteDeclaration[]) {
  const known = new Map<string, RouteDeclaration>()
  for (const route of routes) {
    const requests = requestsOf(route)
    const other = known.get(requests)
    if (other !== undefined) {
      const [here, there] = [`${route.method} ${route.path}`, `${other.method} ${other.path}`]
      throw refuseNode(route.node, `${here} conflicts with ${there}; keep one of them`)
    }
    known.set(requests, route)
  }
}

/** A REST API's resources form a tree, in which one position has one parameter. */
function refuseTwoNames(routes: readonly RouteDeclaration[]) {
  const known = new Map<string, string>()
  for (const { node, path } of routes) {
    let position = ''
    for (const segment of parseRoutePath(path)) {
      const shape = `${position}/${segment.kind === 'literal' ? segment.text : `{${segment.kind}}`}`
      if (segment.kind !== 'literal') {
        const name = known.get(shape) ?? segment.name
        if (name !== segment.name) {
          throw refuseNode(
            node,
            `${path} has two names for one parameter, ${name} and ${segment.name}; write one of them`,
          )
        }
        known.set(shape, name)
      }
      position = shape
    }
  }
}
