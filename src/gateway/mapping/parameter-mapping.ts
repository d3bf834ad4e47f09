import { contextVariable } from '../observation/context-variables.ts'
import type { PayloadMappingPart } from '../definition/parameter-mapping.ts'
import type { EventExchange, Exchange, RoutedExchange } from '../exchange/exchange.ts'
import { findHeader, headerValues } from '../../http/header-list.ts'
import { spellSegment } from '../request/canonical-path.ts'
import { bodyValue } from './body-value.ts'
import { sourceOctets } from './header-octets.ts'
import type { Payload } from './payload.ts'

/** The text that the parts make; undefined where nothing they read is there, so that the target is left out. */
export function mappedText(
  parts: readonly PayloadMappingPart[],
  exchange: Exchange | RoutedExchange | EventExchange,
  payload?: Payload,
): string | undefined {
  return joinedParts(
    parts,
    parts.map((part) => partText(part, exchange, payload)),
  )
}

/** The same for a header, as octets. */
export function mappedOctets(
  parts: readonly PayloadMappingPart[],
  exchange: Exchange | RoutedExchange | EventExchange,
  payload?: Payload,
): string | undefined {
  const octets = parts.map((part) => {
    const text = partText(part, exchange, payload)
    return text === undefined ? undefined : sourceOctets(part, text)
  })
  return joinedParts(parts, octets)
}

function joinedParts(
  parts: readonly PayloadMappingPart[],
  values: readonly (string | undefined)[],
): string | undefined {
  const isAllMissing = values.every((value, index) => value === undefined || parts[index]?.from === 'literal')
  const readsSomething = parts.some(({ from }) => from !== 'literal')
  return readsSomething && isAllMissing ? undefined : values.map((value) => value ?? '').join('')
}

export function queryValues({ request }: Pick<EventExchange, 'request'>, name: string): readonly string[] {
  return request.query.pairs.flatMap(([parameter, value]) => (parameter === name ? [value] : []))
}

/** A path parameter spelled for a URL. A greedy one keeps its slashes, and the slash it ended with. */
export function pathParameter(exchange: Exchange | RoutedExchange | EventExchange, name: string): string | undefined {
  if (!('match' in exchange)) return undefined
  const { parameters, route } = exchange.match
  const segments = parameters.find(([parameter]) => parameter === name)?.[1]
  if (segments === undefined) return undefined
  const isGreedy = route.path.endsWith(`{${name}+}`)
  const text = segments.map(spellSegment).join('/')
  return isGreedy && exchange.request.path.hasTrailingSlash ? `${text}/` : text
}

function partText(
  part: PayloadMappingPart,
  exchange: Exchange | RoutedExchange | EventExchange,
  payload: Payload | undefined,
): string | undefined {
  switch (part.from) {
    case 'literal':
      return part.text
    case 'header':
      return findHeader(exchange.request.headers, part.name)
    case 'querystring':
      return exchange.request.query.pairs.findLast(([name]) => name === part.name)?.[1]
    case 'multi-value-header':
      return joined(headerValues(exchange.request.headers, part.name))
    case 'multi-value-querystring':
      return joined(queryValues(exchange, part.name))
    case 'path':
      return pathParameter(exchange, part.name)
    case 'context':
      return contextVariable(exchange, part.name)
    case 'whole-path':
      return exchange.request.path.text
    case 'stage-variable':
      return exchange.stage.variables[part.name]
    case 'response-header':
      return payload && findHeader(payload.headers, part.name)
    case 'body':
      return payload && (part.path === undefined ? payload.text : bodyValue(payload, part.path))
  }
}

function joined(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',')
}
