import { isList, isMap, listOf, type VtlValue } from '../vtl/value.ts'
import type { FilterTest, JsonPath, PathStep } from './json-path.ts'

/**
 * What the path leads to. A path that can only lead to one place yields that value, or undefined where there is none;
 * any other yields a list, as Jayway does. `spend` is told of each value that is looked at.
 */
export function findByPath(root: VtlValue, path: JsonPath, spend: (steps: number) => void): VtlValue | undefined {
  let found: readonly VtlValue[] = [root]
  for (const step of path) {
    found = found.flatMap((value) => {
      const children = childrenOf(value, step, spend)
      spend(1 + children.length)
      return children
    })
  }
  return path.every(isDefinite) ? found[0] : listOf([...found], true)
}

function isDefinite(step: PathStep): boolean {
  switch (step.kind) {
    case 'names':
      return step.names.length === 1 && !step.isDeep
    case 'indexes':
      return step.indexes.length === 1
    case 'length':
      return true
    default:
      return false
  }
}

function childrenOf(value: VtlValue, step: PathStep, spend: (steps: number) => void): readonly VtlValue[] {
  switch (step.kind) {
    case 'names': {
      const owners = step.isDeep ? withDescendants(value, spend) : [value]
      return owners.flatMap((owner) => step.names.flatMap((name) => memberOf(owner, name)))
    }
    case 'wildcard':
      return step.isDeep ? withDescendants(value, spend).flatMap(itemsOf) : itemsOf(value)
    case 'indexes':
      return isList(value) ? step.indexes.flatMap((index) => value.items.slice(index, index + 1 || undefined)) : []
    case 'slice':
      return isList(value) ? value.items.slice(step.from, step.to) : []
    case 'filter':
      return (isList(value) ? value.items : [value]).filter((item) => passes(item, step, spend))
    case 'length':
      return isList(value) ? [BigInt(value.items.length)] : isMap(value) ? [BigInt(value.entries.size)] : []
  }
}

function memberOf(owner: VtlValue, name: string): readonly VtlValue[] {
  return isMap(owner) && owner.entries.has(name) ? [owner.entries.get(name) ?? null] : []
}

function itemsOf(value: VtlValue): readonly VtlValue[] {
  if (isList(value)) return value.items
  return isMap(value) ? [...value.entries.values()] : []
}

function withDescendants(value: VtlValue, spend: (steps: number) => void): readonly VtlValue[] {
  const found: VtlValue[] = []
  const waiting = [value]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    spend(1)
    found.push(next)
    // One by one: as arguments, the items of a long list would not fit on the stack.
    for (const item of itemsOf(next).toReversed()) waiting.push(item)
  }
  return found
}

function passes(
  item: VtlValue,
  { path, test }: PathStep & { kind: 'filter' },
  spend: (steps: number) => void,
): boolean {
  const value = findByPath(item, path, spend)
  if (test === undefined) return value !== undefined
  return value !== undefined && compares(value, test)
}

function compares(value: VtlValue, { operator, value: wanted }: FilterTest): boolean {
  const left = typeof value === 'bigint' ? Number(value) : value
  if (operator === '==') return left === wanted
  if (operator === '!=') return left !== wanted
  const areNumbers = typeof left === 'number' && typeof wanted === 'number'
  if (!areNumbers && !(typeof left === 'string' && typeof wanted === 'string')) return false
  switch (operator) {
    case '<':
      return left < wanted
    case '<=':
      return left <= wanted
    case '>':
      return left > wanted
    case '>=':
      return left >= wanted
  }
}
