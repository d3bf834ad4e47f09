import { javaDouble } from '../java-number.ts'
import { VtlError } from '../vtl-error.ts'
import { textArgument, type Method, type MethodTable } from './method.ts'

type NumberMethod = Method<bigint | number>

const toWhole: NumberMethod = (value) => (typeof value === 'bigint' ? value : BigInt(Math.trunc(finite(value))))
const toDecimal: NumberMethod = (value) => Number(value)

/** `$number.parseInt('5')`: Java's static methods are called through any number, which templates rely on. */
const parseWhole: NumberMethod = (_, [argument]) => {
  const text = textArgument(argument)
  if (text === undefined) return undefined
  if (!/^[+-]?\d{1,400}$/.test(text)) throw new VtlError('not a whole number')
  return BigInt(text.replace(/^\+/, ''))
}

const parseDecimal: NumberMethod = (_, [argument]) => {
  const text = textArgument(argument)?.trim()
  if (text === undefined) return undefined
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    throw new VtlError('not a number')
  }
  return Number(text)
}

export const numberMethods: MethodTable<bigint | number> = new Map<string, NumberMethod>([
  ['intValue', toWhole],
  ['longValue', toWhole],
  ['doubleValue', toDecimal],
  ['floatValue', toDecimal],
  ['parseInt', parseWhole],
  ['parseLong', parseWhole],
  ['parseDouble', parseDecimal],
  ['parseFloat', parseDecimal],
  [
    'valueOf',
    (value, args, budget) =>
      typeof value === 'bigint' ? parseWhole(value, args, budget) : parseDecimal(value, args, budget),
  ],
  [
    'compareTo',
    (value, [other]) => {
      if (typeof other !== 'bigint' && typeof other !== 'number') return undefined
      if (value < other) return -1n
      return value > other ? 1n : 0n
    },
  ],
  ['toString', (value, args) => (args.length === 0 ? numberText(value) : undefined)],
])

function numberText(value: bigint | number): string {
  return typeof value === 'bigint' ? String(value) : javaDouble(value)
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new VtlError('not a finite number')
  return value
}
