import type { Evaluation } from './evaluation.ts'
import { callMethod } from './methods/call-method.ts'
import { itemAt, propertyOf } from './property.ts'
import type { Reference, ReferenceStep } from './syntax-tree.ts'
import { isCompound, isList, isMap, type VtlValue } from './value.ts'
import { valueText } from './value-text.ts'
import { VtlError } from './vtl-error.ts'

/** Null where a step leads nowhere: an unresolved reference. */
export function resolveReference(reference: Reference, evaluation: Evaluation): VtlValue {
  evaluation.budget.spend(1)
  const root = evaluation.scope.get(reference.name) ?? null
  return reference.steps.reduce((value, step) => takeStep(value, step, evaluation), root)
}

function takeStep(value: VtlValue, step: ReferenceStep, evaluation: Evaluation): VtlValue {
  if (value === null) return null
  evaluation.budget.spend(1)
  switch (step.kind) {
    case 'property':
      return propertyOf(value, step.name)
    case 'index':
      return itemAt(value, evaluation.value(step.index, evaluation))
    case 'call': {
      const args = step.args.map((arg) => evaluation.value(arg, evaluation))
      return callMethod({ receiver: value, name: step.name, args, budget: evaluation.budget }) ?? null
    }
  }
}

/** `#set`. Where the object to write to is missing, nothing happens, as in Velocity. */
export function assign(target: Reference, value: VtlValue, evaluation: Evaluation) {
  const last = target.steps.at(-1)
  if (last === undefined) {
    evaluation.scope.set(target.name, value)
    return
  }
  const owner = resolveReference({ ...target, steps: target.steps.slice(0, -1) }, evaluation)
  const key = last.kind === 'index' ? evaluation.value(last.index, evaluation) : last.name
  if (isMap(owner)) owner.entries.set(key, value)
  else if (isList(owner) && typeof key === 'bigint') setItem(owner.items, key, value)
  else if (isCompound(owner) && owner.kind === 'object') owner.assign?.(valueText(key, evaluation.budget), value)
}

function setItem(items: VtlValue[], index: bigint, value: VtlValue) {
  const at = Number(index < 0n ? index + BigInt(items.length) : index)
  if (at < 0 || at >= items.length) throw new VtlError(`index ${index} is out of range`)
  items[at] = value
}
