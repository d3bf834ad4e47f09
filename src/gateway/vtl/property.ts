import { isCompound, isList, isMap, type VtlValue } from './value.ts'
import { VtlError } from './vtl-error.ts'

/** `$value.name`: a map's entry, an object's property, or what Java calls through `isName()`. */
export function propertyOf(value: VtlValue, name: string): VtlValue {
  if (isMap(value)) return value.entries.get(name) ?? (name === 'empty' ? value.entries.size === 0 : null)
  if (isList(value)) return name === 'empty' ? value.items.length === 0 : null
  if (isCompound(value)) return value.kind === 'object' ? value.property(name) : null
  return typeof value === 'string' && name === 'empty' ? value === '' : null
}

/** `$value[index]`, which is `get(index)`. A list counts from its end too. */
export function itemAt(value: VtlValue, index: VtlValue): VtlValue {
  if (isMap(value)) return value.entries.get(index) ?? null
  if (isList(value)) {
    if (typeof index !== 'bigint') return null
    const at = Number(index < 0n ? index + BigInt(value.items.length) : index)
    if (at < 0 || at >= value.items.length) throw new VtlError(`index ${index} is out of range`)
    return value.items[at] ?? null
  }
  return isCompound(value) && value.kind === 'object' && typeof index === 'string' ? value.property(index) : null
}
