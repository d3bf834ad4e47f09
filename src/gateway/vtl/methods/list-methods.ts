import type { Budget } from '../budget.ts'
import { areEqual } from '../comparison.ts'
import { itemAt } from '../property.ts'
import { isList, listOf, type VtlList, type VtlValue } from '../value.ts'
import { VtlError } from '../vtl-error.ts'
import { intArgument, type Method, type MethodTable } from './method.ts'

type ListMethod = Method<VtlList>

/** `java.util.List`, and the arrays that `split` makes. */
export const listMethods: MethodTable<VtlList> = new Map<string, ListMethod>([
  ['size', ({ items }) => BigInt(items.length)],
  ['isEmpty', ({ items }) => items.length === 0],
  ['get', (list, [index]) => (typeof index === 'bigint' ? element(list, index) : undefined)],
  ['set', (list, [index, value = null]) => (typeof index === 'bigint' ? replace(list, index, value) : undefined)],
  ['add', (list, args) => add(list, args)],
  ['addAll', (list, [other], budget) => (isList(other) ? addAll(list, other, budget) : undefined)],
  ['remove', (list, [what = null], budget) => remove(list, what, budget)],
  ['clear', ({ items }) => clear(items)],
  ['contains', (list, [value = null], budget) => indexOf(list, value, budget) >= 0],
  ['indexOf', (list, [value = null], budget) => BigInt(indexOf(list, value, budget))],
  ['lastIndexOf', (list, [value = null], budget) => BigInt(lastIndexOf(list, value, budget))],
  [
    'containsAll',
    (list, [other], budget) =>
      isList(other) ? other.items.every((item) => indexOf(list, item, budget) >= 0) : undefined,
  ],
  ['subList', (list, [from, to], budget) => subList(list, intArgument(from), intArgument(to), budget)],
  ['toArray', (list) => list],
  ['iterator', (list) => list],
])

function element(list: VtlList, index: bigint): VtlValue {
  if (index < 0n) throw new VtlError(`index ${index} is out of range`)
  return itemAt(list, index)
}

function replace(list: VtlList, index: bigint, value: VtlValue): VtlValue {
  const before = element(list, index)
  list.items[Number(index)] = value
  return before
}

function add({ items }: VtlList, args: readonly VtlValue[]): VtlValue | undefined {
  const [first = null, second] = args
  if (args.length === 1) {
    items.push(first)
    return true
  }
  const at = intArgument(first)
  if (args.length !== 2 || at === undefined) return undefined
  if (at < 0 || at > items.length) throw new VtlError(`index ${at} is out of range`)
  items.splice(at, 0, second ?? null)
  return null
}

function addAll({ items }: VtlList, other: VtlList, budget: Budget): VtlValue {
  budget.spend(other.items.length)
  // Copied first, since a list may be added to itself.
  for (const item of other.items.slice()) items.push(item)
  return other.items.length > 0
}

/** Java: a whole number is a position, anything else the value to take out. */
function remove(list: VtlList, what: VtlValue, budget: Budget): VtlValue {
  budget.spend(list.items.length)
  if (typeof what === 'bigint') {
    const before = element(list, what)
    list.items.splice(Number(what), 1)
    return before
  }
  const index = indexOf(list, what, budget)
  if (index >= 0) list.items.splice(index, 1)
  return index >= 0
}

function clear(items: VtlValue[]): VtlValue {
  items.length = 0
  return null
}

function indexOf({ items }: VtlList, value: VtlValue, budget: Budget): number {
  budget.spend(items.length)
  return items.findIndex((item) => isSameItem(item, value, budget))
}

function lastIndexOf({ items }: VtlList, value: VtlValue, budget: Budget): number {
  budget.spend(items.length)
  return items.findLastIndex((item) => isSameItem(item, value, budget))
}

function isSameItem(item: VtlValue, value: VtlValue, budget: Budget): boolean {
  return typeof item === typeof value && areEqual(item, value, budget)
}

function subList(
  { items, isJson }: VtlList,
  from: number | undefined,
  to: number | undefined,
  budget: Budget,
): VtlValue | undefined {
  if (from === undefined || to === undefined) return undefined
  if (from < 0 || to > items.length || from > to) throw new VtlError('the part of a list is out of range')
  budget.spend(to - from)
  return listOf(items.slice(from, to), isJson)
}
