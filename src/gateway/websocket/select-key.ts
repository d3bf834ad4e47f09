import type { SelectionExpression, SelectionPart } from '../definition/selection-expression.ts'
import { findByPath } from '../json-path/find-by-path.ts'
import type { JsonPath } from '../json-path/json-path.ts'
import type { Payload } from '../mapping/payload.ts'
import { findHeader, headerValues, type HeaderList } from '../../http/header-list.ts'
import { createBudget, defaultVtlLimits, type Budget } from '../vtl/budget.ts'
import { isList, type VtlValue } from '../vtl/value.ts'
import { valueText } from '../vtl/value-text.ts'
import { VtlError } from '../vtl/vtl-error.ts'

export interface SelectedResponse {
  readonly status: number
  readonly headers: HeaderList
}

/** The key that an expression yields. What is not there, or in no JSON, is an empty text. */
export function selectKey(expression: SelectionExpression, message: Payload, response?: SelectedResponse): string {
  return expression.map((part) => partText(part, message, response)).join('')
}

function partText(part: SelectionPart, message: Payload, response: SelectedResponse | undefined): string {
  switch (part.from) {
    case 'literal':
      return part.text
    case 'body':
      return bodyText(part.path, message)
    case 'response-status':
      return String(response?.status ?? '')
    case 'response-header':
      return findHeader(response?.headers ?? [], part.name) ?? ''
    case 'response-multi-value-header':
      return headerValues(response?.headers ?? [], part.name).join(',')
  }
}

function bodyText(path: JsonPath, message: Payload): string {
  const outcome = message.json()
  if (outcome.kind !== 'value') return ''
  const budget = createBudget(defaultVtlLimits)
  try {
    return textOf(findByPath(outcome.value, path, budget.spend) ?? null, budget)
  } catch (error) {
    // A message that costs too much to look at chooses nothing.
    if (error instanceof VtlError) return ''
    throw error
  }
}

/** Developer guide: a list of two elements is `[item1, item2]`. */
function textOf(value: VtlValue, budget: Budget): string {
  if (value === null) return ''
  return isList(value) ? `[${value.items.map((item) => textOf(item, budget)).join(', ')}]` : valueText(value, budget)
}
