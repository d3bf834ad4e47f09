import { calculate, isNumber } from './arithmetic.ts'
import { areEqual, isOrdered, isTruthy } from './comparison.ts'
import type { Evaluation } from './evaluation.ts'
import type { Expression, Operator } from './syntax-tree.ts'
import { listOf, mapOf, type VtlValue } from './value.ts'
import { valueText } from './value-text.ts'
import { VtlError } from './vtl-error.ts'

const LONGEST_RANGE = 100_000n

export function evaluateExpression(expression: Expression, evaluation: Evaluation): VtlValue {
  const { budget, value } = evaluation
  budget.spend(1)
  switch (expression.kind) {
    case 'reference':
      return evaluation.resolve(expression, evaluation)
    case 'literal':
      return expression.value
    case 'interpolation':
      return evaluation.render(expression.body, evaluation)
    case 'list':
      return listOf(expression.items.map((item) => value(item, evaluation)))
    case 'range':
      return range(value(expression.from, evaluation), value(expression.to, evaluation), evaluation)
    case 'map':
      return mapOf(expression.entries.map(([key, item]) => [value(key, evaluation), value(item, evaluation)]))
    case 'not':
      return !isTruthy(value(expression.operand, evaluation))
    case 'minus': {
      const operand = value(expression.operand, evaluation)
      return isNumber(operand) ? calculate('-', 0n, operand) : null
    }
    case 'binary':
      return binary(expression, evaluation)
  }
}

/** Both ends belong to it, and it may run downwards. */
function range(from: VtlValue, to: VtlValue, { budget }: Evaluation): VtlValue {
  if (typeof from !== 'bigint' || typeof to !== 'bigint') return null
  const step = from <= to ? 1n : -1n
  const length = (to - from) * step + 1n
  if (length > LONGEST_RANGE) throw new VtlError('a range is too long')
  budget.spend(Number(length))
  return listOf(Array.from({ length: Number(length) }, (_, index) => from + BigInt(index) * step))
}

function binary({ operator, left, right }: Expression & { kind: 'binary' }, evaluation: Evaluation): VtlValue {
  const first = evaluation.value(left, evaluation)
  // Only these two may leave their right side alone.
  if (operator === '&&') return isTruthy(first) && isTruthy(evaluation.value(right, evaluation))
  if (operator === '||') return isTruthy(first) || isTruthy(evaluation.value(right, evaluation))
  const second = evaluation.value(right, evaluation)
  switch (operator) {
    case '==':
      return equality(first, second, evaluation)
    case '!=':
      return !equality(first, second, evaluation)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOrdered(operator, first, second)
    default:
      return arithmetic(operator, [first, left], [second, right], evaluation)
  }
}

/** Cognito: where missing values are empty texts, `$missing == ""` holds. */
function equality(left: VtlValue, right: VtlValue, { budget, unresolved }: Evaluation): boolean {
  return unresolved === 'nothing' ? areEqual(left ?? '', right ?? '', budget) : areEqual(left, right, budget)
}

type Side = readonly [value: VtlValue, expression: Expression]

function arithmetic(
  operator: Exclude<Operator, '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>='>,
  [left, leftSource]: Side,
  [right, rightSource]: Side,
  evaluation: Evaluation,
): VtlValue {
  if (isNumber(left) && isNumber(right)) return calculate(operator, left, right)
  if (operator !== '+' || (typeof left !== 'string' && typeof right !== 'string')) return null
  const text = printed(left, leftSource, evaluation) + printed(right, rightSource, evaluation)
  evaluation.budget.spendText(text.length)
  return text
}

function printed(value: VtlValue, source: Expression, { budget, unresolved }: Evaluation): string {
  if (value !== null) return valueText(value, budget)
  return unresolved === 'itself' && source.kind === 'reference' ? source.source : ''
}
