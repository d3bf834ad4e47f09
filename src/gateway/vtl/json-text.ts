import type { Budget } from './budget.ts'
import { javaDouble } from './java-number.ts'
import type { VtlValue } from './value.ts'
import { VtlError } from './vtl-error.ts'

const DEEPEST = 200

/** A value as JSON without spaces. Decimal numbers keep the spelling that Java gives them. */
export function jsonText(value: VtlValue, budget: Budget, depth = 0): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return javaDouble(value)
  if (typeof value !== 'object') return String(value)
  if (depth > DEEPEST) throw new VtlError('a value holds itself, or nests too deeply')
  const inner = (item: VtlValue): string => {
    const text = jsonText(item, budget, depth + 1)
    budget.spendText(text.length)
    return text
  }
  switch (value.kind) {
    case 'list':
      return `[${value.items.map(inner).join(',')}]`
    case 'map':
      return `{${[...value.entries].map(([key, item]) => `${JSON.stringify(keyText(key))}:${inner(item)}`).join(',')}}`
    case 'object':
      return JSON.stringify(value.text())
    case 'definition':
      return JSON.stringify(value.render())
  }
}

function keyText(key: VtlValue): string {
  return typeof key === 'object' ? 'null' : String(key)
}
