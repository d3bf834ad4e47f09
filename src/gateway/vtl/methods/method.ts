import type { Budget } from '../budget.ts'
import type { VtlValue } from '../value.ts'

/** Undefined where no method of that name takes such arguments, so that the reference stays unresolved. */
export type Method<Receiver> = (receiver: Receiver, args: readonly VtlValue[], budget: Budget) => VtlValue | undefined

/** Methods by name. A map and no object: a template must not find `constructor` there. */
export type MethodTable<Receiver> = ReadonlyMap<string, Method<Receiver>>

/** Where Java would take any object and look at its kind. */
export function textArgument(value: VtlValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A whole number in the range of Java's `int`. */
export function intArgument(value: VtlValue | undefined): number | undefined {
  return typeof value === 'bigint' && value >= -2147483648n && value <= 2147483647n ? Number(value) : undefined
}
