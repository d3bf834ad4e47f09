import type { Budget } from '../budget.ts'
import { isCompound, type VtlValue } from '../value.ts'
import { valueText } from '../value-text.ts'
import { areEqual } from '../comparison.ts'
import { listMethods } from './list-methods.ts'
import { mapMethods } from './map-methods.ts'
import type { Method } from './method.ts'
import { numberMethods } from './number-methods.ts'
import { stringMethods } from './string-methods.ts'

export interface MethodCall {
  readonly receiver: VtlValue
  readonly name: string
  readonly args: readonly VtlValue[]
  readonly budget: Budget
}

/** Undefined for a method that the value does not have. What is not in these tables cannot be called. */
export function callMethod({ receiver, name, args, budget }: MethodCall): VtlValue | undefined {
  const result = ownMethod({ receiver, name, args, budget }) ?? commonMethods.get(name)?.(receiver, args, budget)
  if (typeof result === 'string') budget.spendText(result.length)
  return result
}

function ownMethod({ receiver, name, args, budget }: MethodCall): VtlValue | undefined {
  if (typeof receiver === 'string') {
    budget.spendText(receiver.length)
    return stringMethods.get(name)?.(receiver, args, budget)
  }
  if (typeof receiver === 'bigint' || typeof receiver === 'number') {
    return numberMethods.get(name)?.(receiver, args, budget)
  }
  if (!isCompound(receiver)) return undefined
  switch (receiver.kind) {
    case 'list':
      return listMethods.get(name)?.(receiver, args, budget)
    case 'map':
      return mapMethods.get(name)?.(receiver, args, budget)
    case 'object':
      return receiver.call(name, args, budget)
    case 'definition':
      return undefined
  }
}

const commonMethods: ReadonlyMap<string, Method<VtlValue>> = new Map<string, Method<VtlValue>>([
  ['toString', (value, args, budget) => (args.length === 0 ? valueText(value, budget) : undefined)],
  ['equals', (value, [other], budget) => (other === undefined ? undefined : isSame(value, other, budget))],
  ['booleanValue', (value) => (typeof value === 'boolean' ? value : undefined)],
])

/** Java: what is of another class is never equal, other than for Velocity's `==`. */
function isSame(value: VtlValue, other: VtlValue, budget: Budget): boolean {
  if (typeof value !== typeof other || other === null) return false
  if (isCompound(value) && isCompound(other) && value.kind !== other.kind) return false
  return areEqual(value, other, budget)
}
