import type { Budget } from '../budget.ts'
import { areEqual } from '../comparison.ts'
import { isMap, listOf, type VtlMap, type VtlObject, type VtlValue } from '../value.ts'
import { valueText } from '../value-text.ts'
import type { Method, MethodTable } from './method.ts'

type MapMethod = Method<VtlMap>

/** `java.util.Map`, in the order in which entries were put. */
export const mapMethods: MethodTable<VtlMap> = new Map<string, MapMethod>([
  ['size', ({ entries }) => BigInt(entries.size)],
  ['isEmpty', ({ entries }) => entries.size === 0],
  ['get', ({ entries }, [key = null]) => entries.get(key) ?? null],
  ['getOrDefault', ({ entries }, [key = null, fallback = null]) => entries.get(key) ?? fallback],
  ['put', ({ entries }, [key = null, value = null]) => put(entries, key, value)],
  ['putIfAbsent', ({ entries }, [key = null, value = null]) => entries.get(key) ?? put(entries, key, value)],
  ['putAll', ({ entries }, [other], budget) => (isMap(other) ? putAll(entries, other, budget) : undefined)],
  ['remove', ({ entries }, [key = null]) => remove(entries, key)],
  ['clear', ({ entries }) => clear(entries)],
  ['containsKey', ({ entries }, [key = null]) => entries.has(key)],
  ['containsValue', ({ entries }, [value = null], budget) => containsValue(entries, value, budget)],
  ['keySet', ({ entries }, _, budget) => spent(budget, entries, () => listOf([...entries.keys()]))],
  ['values', ({ entries }, _, budget) => spent(budget, entries, () => listOf([...entries.values()]))],
  [
    'entrySet',
    ({ entries }, _, budget) =>
      spent(budget, entries, () => listOf([...entries].map(([key, value]) => entryOf(key, value, budget)))),
  ],
])

function put(entries: Map<VtlValue, VtlValue>, key: VtlValue, value: VtlValue): VtlValue {
  const before = entries.get(key) ?? null
  entries.set(key, value)
  return before
}

function putAll(entries: Map<VtlValue, VtlValue>, other: VtlMap, budget: Budget): VtlValue {
  budget.spend(other.entries.size)
  for (const [key, value] of other.entries) entries.set(key, value)
  return null
}

function remove(entries: Map<VtlValue, VtlValue>, key: VtlValue): VtlValue {
  const before = entries.get(key) ?? null
  entries.delete(key)
  return before
}

function clear(entries: Map<VtlValue, VtlValue>): VtlValue {
  entries.clear()
  return null
}

function containsValue(entries: Map<VtlValue, VtlValue>, value: VtlValue, budget: Budget): boolean {
  budget.spend(entries.size)
  return entries.values().some((item) => typeof item === typeof value && areEqual(item, value, budget))
}

function spent(budget: Budget, entries: Map<VtlValue, VtlValue>, make: () => VtlValue): VtlValue {
  budget.spend(entries.size)
  return make()
}

/** `Map.Entry`, by its getters or by their short form. */
function entryOf(key: VtlValue, value: VtlValue, budget: Budget): VtlObject {
  return {
    kind: 'object',
    property: (name) => {
      if (name === 'key') return key
      return name === 'value' ? value : null
    },
    call: (name) => {
      if (name === 'getKey') return key
      return name === 'getValue' ? value : undefined
    },
    text: () => `${valueText(key, budget)}=${valueText(value, budget)}`,
  }
}
