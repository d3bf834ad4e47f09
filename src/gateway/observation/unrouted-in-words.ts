import type { StageDefinition } from '../definition/stage.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { findHeader } from '../../http/header-list.ts'
import { routedMethods } from '../router/route-node.ts'
import { createRouteTable, type RouteTable } from '../router/route-table.ts'

/** Of each stage that somebody asked for what it has not: many may do so. */
const tables = new WeakMap<StageDefinition, RouteTable>()

export function noRouteInWords({ definition, request, stage }: Exchange): string {
  const { headers, method, path } = request
  const table = tables.get(stage) ?? createRouteTable(definition.kind, stage.routes)
  tables.set(stage, table)
  const others = [...routedMethods].filter((other) => table.match(other, path.segments) !== undefined)
  const none = `The API has no route for ${method} ${path.text}`
  if (others.length === 0) return `${none}.`
  const isPreflight = method === 'OPTIONS' && findHeader(headers, 'access-control-request-method') !== undefined
  return isPreflight
    ? `${none}, which a browser asks for a page of another origin: the API needs CORS.`
    : `${none}; for this path it has ${others.join(', ')}.`
}

/** A preflight that got no header of CORS, so that the browser goes no further. */
export function foreignOriginInWords({ definition, request }: Exchange): string {
  const origin = findHeader(request.headers, 'origin') ?? ''
  return `CORS of the API does not allow pages of ${origin}; it allows ${definition.cors?.allowOrigins.join(', ')}.`
}
