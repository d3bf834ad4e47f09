import type { RouteDefinition } from '../definition/route.ts'

/** One position of the trie; a node carries the routes that end at it. */
export interface RouteNode {
  readonly literals: Map<string, RouteNode>
  parameter: RouteNode | undefined
  readonly routes: Map<string, RouteDefinition>
  readonly greedyRoutes: Map<string, RouteDefinition>
}

export function emptyRouteNode(): RouteNode {
  return { literals: new Map(), parameter: undefined, routes: new Map(), greedyRoutes: new Map() }
}

/** What `ANY` stands for, and `$default` too: of other methods no API has a route. */
export const routedMethods: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

/** The route for the method at a node: an exact method before ANY. */
export function routeFor(routes: ReadonlyMap<string, RouteDefinition>, method: string): RouteDefinition | undefined {
  if (!routedMethods.has(method)) return undefined
  return routes.get(method) ?? routes.get('ANY')
}
