import { isNumber } from './arithmetic.ts'
import type { Budget } from './budget.ts'
import { isCompound, type VtlValue } from './value.ts'
import { valueText } from './value-text.ts'

/** `#if`: null and false are false, and so is an empty text, which is what missing values are in API Gateway. */
export function isTruthy(value: VtlValue): boolean {
  return value !== null && value !== false && value !== ''
}

/** Velocity's `==`: numbers by value, and what is of different kinds by its text. */
export function areEqual(left: VtlValue, right: VtlValue, budget: Budget): boolean {
  if (left === null || right === null) return left === right
  // oxlint-disable-next-line eqeqeq
  if (isNumber(left) && isNumber(right)) return left == right
  if (typeof left === 'string' && typeof right === 'string') budget.spendText(Math.min(left.length, right.length))
  if (typeof left === typeof right && !isCompound(left)) return left === right
  return left === right || comparedText(left, budget) === comparedText(right, budget)
}

function comparedText(value: VtlValue, budget: Budget): string {
  const text = valueText(value, budget)
  budget.spendText(text.length)
  return text
}

/** `<`, `<=`, `>` and `>=` exist for numbers only; anything else is false. */
export function isOrdered(operator: '<' | '<=' | '>' | '>=', left: VtlValue, right: VtlValue): boolean {
  if (!isNumber(left) || !isNumber(right)) return false
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}
