import { createBudget, defaultVtlLimits } from '../vtl/budget.ts'
import { jsonText } from '../vtl/json-text.ts'
import { isCompound } from '../vtl/value.ts'
import { valueText } from '../vtl/value-text.ts'
import { findByPath } from '../json-path/find-by-path.ts'
import type { JsonPath } from '../json-path/json-path.ts'
import type { Payload } from './payload.ts'

/** What the path leads to in a JSON body, as text; undefined where there is nothing, or no JSON. */
export function bodyValue(payload: Payload, path: JsonPath): string | undefined {
  const outcome = payload.json()
  if (outcome.kind !== 'value') return undefined
  const budget = createBudget(defaultVtlLimits)
  const value = findByPath(outcome.value, path, budget.spend) ?? null
  if (value === null) return undefined
  return isCompound(value) ? jsonText(value, budget) : valueText(value, budget)
}
