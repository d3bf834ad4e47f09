import { VtlError } from './vtl-error.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'

/** Whole numbers beyond this many bits are refused: work on them would grow with their square. */
const MOST_BITS = 4096n
const LARGEST = 1n << MOST_BITS

/** Java's arithmetic: whole numbers stay whole (`7 / 2` is 3). Null where Velocity has none: a division by zero. */
export function calculate(
  operator: ArithmeticOperator,
  left: bigint | number,
  right: bigint | number,
): bigint | number | null {
  if (typeof left === 'bigint' && typeof right === 'bigint') return wholeResult(operator, left, right)
  return decimalResult(operator, Number(left), Number(right))
}

function wholeResult(operator: ArithmeticOperator, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case '+':
      return bounded(left + right)
    case '-':
      return bounded(left - right)
    case '*':
      return bounded(left * right)
    case '/':
      return right === 0n ? null : left / right
    case '%':
      return right === 0n ? null : left % right
  }
}

function decimalResult(operator: ArithmeticOperator, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? null : left / right
    case '%':
      return right === 0 ? null : left % right
  }
}

function bounded(result: bigint): bigint {
  if (result >= LARGEST || result <= -LARGEST) throw new VtlError('a number is too large')
  return result
}

export function isNumber(value: unknown): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number'
}
