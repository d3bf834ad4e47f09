import { isInRanges, isIpRange } from '../../domain/risk/ip-range.ts'
import { matchesArn, parseArnPattern } from './arn-pattern.ts'
import { matchesGlob, parseGlob } from './glob.ts'

export interface ConditionOperator {
  readonly isNegated: boolean
  /** A test for one value of a policy; undefined where the operator cannot read it. */
  readonly compile: (expected: string) => ((actual: string) => boolean) | undefined
}

/** Every operator of IAM that compares, except `BinaryEquals`: execute-api has no binary keys. */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', (expected) => (actual) => actual === expected),
  ...pair(
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    (expected) => (actual) => fold(actual) === fold(expected),
  ),
  ...pair('StringLike', 'StringNotLike', (expected) => {
    const glob = parseGlob(expected)
    return (actual) => matchesGlob(glob, actual)
  }),
  ...pair('ArnEquals', 'ArnNotEquals', compileArn),
  ...pair('ArnLike', 'ArnNotLike', compileArn),
  ...pair('IpAddress', 'NotIpAddress', compileRange),
  ...pair('Bool', undefined, (expected) => {
    if (!/^(?:true|false)$/i.test(expected)) return undefined
    return (actual) => fold(actual) === fold(expected)
  }),
  ...ordered('Numeric', parseNumber),
  ...ordered('Date', parseDate),
])

type Compile = ConditionOperator['compile']
type Named = readonly [name: string, operator: ConditionOperator]

function pair(name: string, negation: string | undefined, compile: Compile): readonly Named[] {
  const plain: Named = [name, { isNegated: false, compile }]
  return negation === undefined ? [plain] : [plain, [negation, { isNegated: true, compile }]]
}

function ordered(prefix: string, parse: (text: string) => number | undefined): readonly Named[] {
  const comparing = (isMet: (actual: number, expected: number) => boolean): Compile => {
    return (expected) => {
      const bound = parse(expected)
      if (bound === undefined) return undefined
      return (text) => {
        const actual = parse(text)
        return actual !== undefined && isMet(actual, bound)
      }
    }
  }
  return [
    ...pair(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      comparing((actual, expected) => actual === expected),
    ),
    ...pair(
      `${prefix}LessThan`,
      undefined,
      comparing((actual, expected) => actual < expected),
    ),
    ...pair(
      `${prefix}LessThanEquals`,
      undefined,
      comparing((actual, expected) => actual <= expected),
    ),
    ...pair(
      `${prefix}GreaterThan`,
      undefined,
      comparing((actual, expected) => actual > expected),
    ),
    ...pair(
      `${prefix}GreaterThanEquals`,
      undefined,
      comparing((actual, expected) => actual >= expected),
    ),
  ]
}

function compileArn(expected: string) {
  const pattern = parseArnPattern(expected)
  return pattern.length < 6 ? undefined : (actual: string) => matchesArn(pattern, actual)
}

/** An address without a length is a range of one. */
function compileRange(expected: string) {
  const range = expected.includes('/') ? expected : `${expected}/${expected.includes(':') ? 128 : 32}`
  const ranges = [range]
  return isIpRange(range) ? (actual: string) => isInRanges(actual, ranges) : undefined
}

function parseNumber(text: string): number | undefined {
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined
}

/** ISO 8601 as far as W3C's note goes, or seconds since 1970. */
function parseDate(text: string): number | undefined {
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}

function fold(text: string): string {
  return text.toLowerCase()
}
