import type { Budget } from './budget.ts'
import { javaDouble } from './java-number.ts'
import { jsonText } from './json-text.ts'
import type { VtlValue } from './value.ts'
import { VtlError } from './vtl-error.ts'

const DEEPEST = 200

/** `toString()` of Java: `{a=1, b=2}` and `[1, 2]`, lists from JSON as JSON. */
export function valueText(value: VtlValue, budget: Budget, depth = 0): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return javaDouble(value)
  if (typeof value !== 'object') return String(value)
  if (depth > DEEPEST) throw new VtlError('a value holds itself, or nests too deeply')
  // A value may hold another many times over, so its text can be far larger than itself.
  const inner = (item: VtlValue): string => {
    const text = valueText(item, budget, depth + 1)
    budget.spendText(text.length)
    return text
  }
  switch (value.kind) {
    case 'list':
      return value.isJson ? jsonText(value, budget, depth) : `[${value.items.map(inner).join(', ')}]`
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${inner(key)}=${inner(item)}`).join(', ')}}`
    case 'object':
      return value.text()
    case 'definition':
      return value.render()
  }
}
