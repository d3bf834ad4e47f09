import type { ApiKind } from '../definition/api.ts'
import type { RouteDefinition } from '../definition/route.ts'
import { matchHttpRoute } from './http-rules.ts'
import { matchRestRoute } from './rest-rules.ts'
import { emptyRouteNode, routedMethods, type RouteNode } from './route-node.ts'
import { parseRoutePath, type PathSegment } from './route-path.ts'

export interface RouteMatch {
  readonly route: RouteDefinition
  /** As matched: decoded once. A greedy parameter holds its segments. */
  readonly parameters: readonly (readonly [name: string, segments: readonly string[]])[]
}

export interface RouteTable {
  readonly match: (method: string, segments: readonly string[]) => RouteMatch | undefined
}

/** Routes of one stage as a segment trie. Existing routers do not follow AWS's order (contract/gateway 1.9). */
export function createRouteTable(kind: ApiKind, routes: readonly RouteDefinition[]): RouteTable {
  const root = emptyRouteNode()
  for (const route of routes) {
    if (route.path !== '$default') insert(root, route)
  }
  const fallback = routes.find((route) => route.path === '$default')
  const find = kind === 'REST' ? matchRestRoute : matchHttpRoute
  const patterns = new Map(routes.map((route) => [route, route === fallback ? [] : parseRoutePath(route.path)]))
  return {
    match: (method, segments) => {
      const route = find(root, method, segments) ?? (routedMethods.has(method) ? fallback : undefined)
      return route === undefined ? undefined : { route, parameters: parametersOf(patterns.get(route) ?? [], segments) }
    },
  }
}

/** The requests that a route answers: its parameters' names aside, the same for two that are in each other's way. */
export function requestsOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${shapeOf(path)}`
}

function insert(root: RouteNode, route: RouteDefinition) {
  let node = root
  for (const segment of parseRoutePath(route.path)) {
    if (segment.kind === 'greedy') {
      node.greedyRoutes.set(route.method, route)
      return
    }
    node = childFor(node, segment)
  }
  node.routes.set(route.method, route)
}

function childFor(node: RouteNode, segment: PathSegment): RouteNode {
  if (segment.kind !== 'literal') {
    node.parameter ??= emptyRouteNode()
    return node.parameter
  }
  const child = node.literals.get(segment.text) ?? emptyRouteNode()
  node.literals.set(segment.text, child)
  return child
}

function parametersOf(pattern: readonly PathSegment[], segments: readonly string[]): RouteMatch['parameters'] {
  const parameters: (readonly [name: string, segments: readonly string[]])[] = []
  for (const [index, segment] of pattern.entries()) {
    if (segment.kind === 'literal') continue
    parameters.push([segment.name, segments.slice(index, segment.kind === 'greedy' ? undefined : index + 1)])
  }
  return parameters
}

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}+]*\+\}/g, '{+}').replaceAll(/\{[^}+]*\}/g, '{}')
}
