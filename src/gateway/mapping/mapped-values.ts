import type { RestMappingSource } from '../definition/mapped-integration.ts'
import type { RoutedExchange } from '../exchange.ts'
import { headerValues } from '../request/header-list.ts'
import { createBudget, defaultVtlLimits } from '../vtl/budget.ts'
import { jsonText } from '../vtl/json-text.ts'
import { isCompound } from '../vtl/value.ts'
import { valueText } from '../vtl/value-text.ts'
import { findByPath } from './find-by-path.ts'
import type { JsonPath } from './json-path.ts'
import { mappedText, queryValues } from './parameter-mapping.ts'
import type { Payload } from './payload.ts'

/** The values that a REST parameter is mapped to; undefined where the source is not there, so that the target is left out. */
export function mappedValues(
  source: RestMappingSource,
  exchange: RoutedExchange,
  payload: Payload,
): readonly string[] | undefined {
  switch (source.from) {
    case 'multi-value-querystring':
      return someOf(queryValues(exchange, source.name))
    case 'response-header':
      return someOf(headerValues(payload.headers, source.name).slice(-1))
    case 'response-multi-value-header':
      return someOf(headerValues(payload.headers, source.name))
    case 'body':
      return source.path === undefined ? [payload.text] : bodyValue(payload, source.path)
    default: {
      const text = mappedText([source], exchange)
      return text === undefined ? undefined : [text]
    }
  }
}

function someOf(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values
}

function bodyValue(payload: Payload, path: JsonPath): readonly string[] | undefined {
  const outcome = payload.json()
  if (outcome.kind !== 'value') return undefined
  const budget = createBudget(defaultVtlLimits)
  const value = findByPath(outcome.value, path, budget.spend) ?? null
  if (value === null) return undefined
  return [isCompound(value) ? jsonText(value, budget) : valueText(value, budget)]
}
