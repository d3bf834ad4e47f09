import type { MappedExchange } from '../exchange/exchange.ts'
import type { Budget } from '../vtl/budget.ts'
import { jsonText } from '../vtl/json-text.ts'
import { isMap, mapOf, type VtlMap, type VtlObject, type VtlValue } from '../vtl/value.ts'
import { VtlError } from '../vtl/vtl-error.ts'
import { findByPath } from '../json-path/find-by-path.ts'
import { JsonPathRefused, parseJsonPath } from '../json-path/json-path.ts'
import { pathParameter } from './parameter-mapping.ts'
import type { Payload } from './payload.ts'

/** The client's JSON is larger or deeper than the gateway reads (GW-06). */
export class PayloadTooComplex extends VtlError {
  constructor() {
    super('the body is too large or too deep to be read as JSON')
    this.name = 'PayloadTooComplex'
  }
}

/** `$input`: the body whole, as JSON or by path, and the request's parameters. */
export function inputObject(exchange: MappedExchange, payload: Payload): VtlObject {
  const parameters = parametersOf(exchange)
  return {
    kind: 'object',
    property: (name) => (name === 'body' ? payload.text : null),
    call(name, [argument], budget) {
      switch (name) {
        case 'json':
          return json(payload, argument, budget)
        case 'path':
          return found(payload, textOf(argument), budget) ?? null
        case 'params':
          return typeof argument === 'string' ? parameter(parameters, argument) : parameters
        default:
          return undefined
      }
    },
    text: () => '',
  }
}

/** Cognito: what is not there is an empty text in JSON too. */
function json(payload: Payload, argument: VtlValue | undefined, budget: Budget): string {
  const value = found(payload, textOf(argument), budget)
  return value === undefined ? '""' : jsonText(value, budget)
}

function textOf(argument: VtlValue | undefined): string {
  return typeof argument === 'string' && argument !== '' ? argument : '$'
}

function found(payload: Payload, path: string, budget: Budget): VtlValue | undefined {
  const outcome = payload.json()
  if (outcome.kind === 'too-complex') throw new PayloadTooComplex()
  if (outcome.kind === 'malformed') throw new VtlError(`the body is not JSON: ${outcome.problem}`)
  try {
    return findByPath(outcome.value, parseJsonPath(path), budget.spend)
  } catch (error) {
    if (error instanceof JsonPathRefused) throw new VtlError('not a supported JSONPath')
    throw error
  }
}

function parametersOf(exchange: MappedExchange): VtlMap {
  const { request } = exchange
  const parameters = 'match' in exchange ? exchange.match.parameters : []
  return mapOf([
    ['path', mapOf(parameters.map(([name]) => [name, pathParameter(exchange, name) ?? ''] as const))],
    ['querystring', mapOf(request.query.pairs)],
    ['header', mapOf(request.headers)],
  ])
}

/** Path, then query, then header; headers by the spelling of the client first. */
function parameter(parameters: VtlMap, name: string): VtlValue {
  const places = [...parameters.entries.values()].filter(isMap)
  const exact = places.find(({ entries }) => entries.has(name))?.entries.get(name)
  if (exact !== undefined) return exact
  const wanted = name.toLowerCase()
  const header = [...(places.at(-1)?.entries ?? [])].find(
    ([key]) => typeof key === 'string' && key.toLowerCase() === wanted,
  )
  return header?.[1] ?? ''
}
