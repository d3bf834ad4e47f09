import type { RouteDefinition } from '../definition/route.ts'
import { routeFor, type RouteNode } from './route-node.ts'

/** HTTP: a full match (with parameters) before any greedy one; among those the one with the longest literal prefix. */
export function matchHttpRoute(
  root: RouteNode,
  method: string,
  segments: readonly string[],
): RouteDefinition | undefined {
  return fullMatch(root, method, segments, 0) ?? greedyMatch(root, method, segments, 0)
}

function fullMatch(
  node: RouteNode,
  method: string,
  segments: readonly string[],
  depth: number,
): RouteDefinition | undefined {
  const segment = segments[depth]
  if (segment === undefined) return routeFor(node.routes, method)
  const literal = node.literals.get(segment)
  const specific = literal === undefined ? undefined : fullMatch(literal, method, segments, depth + 1)
  if (specific !== undefined || node.parameter === undefined) return specific
  return fullMatch(node.parameter, method, segments, depth + 1)
}

function greedyMatch(
  node: RouteNode,
  method: string,
  segments: readonly string[],
  depth: number,
): RouteDefinition | undefined {
  const segment = segments[depth]
  if (segment === undefined) return undefined
  const literal = node.literals.get(segment)
  const deeper = literal === undefined ? undefined : greedyMatch(literal, method, segments, depth + 1)
  if (deeper !== undefined) return deeper
  const parameter = node.parameter === undefined ? undefined : greedyMatch(node.parameter, method, segments, depth + 1)
  return parameter ?? routeFor(node.greedyRoutes, method)
}
