import type { RouteDefinition } from '../definition/route.ts'
import { routeFor, type RouteNode } from './route-node.ts'

/**
 * REST: literal, then `{param}`, then `{proxy+}` at each node, going back whenever the more specific branch lacks the
 * method. A greedy segment needs at least one segment.
 */
export function matchRestRoute(
  node: RouteNode,
  method: string,
  segments: readonly string[],
  depth = 0,
): RouteDefinition | undefined {
  const segment = segments[depth]
  if (segment === undefined) return routeFor(node.routes, method)
  const literal = node.literals.get(segment)
  const specific = literal === undefined ? undefined : matchRestRoute(literal, method, segments, depth + 1)
  if (specific !== undefined) return specific
  const parameter =
    node.parameter === undefined ? undefined : matchRestRoute(node.parameter, method, segments, depth + 1)
  return parameter ?? routeFor(node.greedyRoutes, method)
}
