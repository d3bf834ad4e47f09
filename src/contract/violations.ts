import type { ConstraintShape } from './constraint-shape.ts'
import { wrongTypeText } from './wrong-type.ts'

/** One constraint that one value does not satisfy. */
export interface Violation {
  path: string
  /** undefined: the value is sensitive, or has no short form. */
  readonly shown: string | undefined
  readonly constraint: string
}

/** What reading an input found wrong. Collected, never thrown: refusing input is everyday work. */
export interface Problems {
  /** Set when a value has the wrong JSON type; the first one decides. */
  wrongType: string | undefined
  readonly violations: Violation[]
}

/** Makes a value of our own from JSON that is neither null nor undefined, noting what is wrong with it. */
export type Reader = (value: unknown, problems: Problems) => unknown

export const notNull = 'Member must not be null'

/** More than this many tell a caller nothing, and would let a small request ask for a large answer. */
const maxViolations = 100
const maxShown = 1024

export function newProblems(): Problems {
  return { wrongType: undefined, violations: [] }
}

export function addViolation(problems: Problems, shown: string | undefined, constraint: string): void {
  if (problems.violations.length < maxViolations) problems.violations.push({ path: '', shown, constraint })
}

export function refuseType(value: unknown, expected: ConstraintShape['type'], problems: Problems): undefined {
  problems.wrongType ??= wrongTypeText(value, expected)
}

/** Names the member that the violations found since `from` lie in. */
export function prefixViolations(problems: Problems, from: number, segment: string): void {
  for (const violation of problems.violations.slice(from)) {
    violation.path = violation.path === '' ? segment : `${segment}.${violation.path}`
  }
}

export function describeViolations(violations: readonly Violation[]): string {
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`
  return `${count} detected: ${violations.map(describe).join('; ')}`
}

function describe({ path, shown, constraint }: Violation): string {
  const value = shown === undefined ? 'Value' : `Value ${shown}`
  return `${value} at '${path}' failed to satisfy constraint: ${constraint}`
}

/** A value in the words of Java's toString: scalars as they are, lists `[a, b]`, maps `{a=b}`. */
export function showValue(value: unknown): string | undefined {
  const text = showBare(value)
  if (text === undefined) return undefined
  return text.length > maxShown ? `'${text.slice(0, maxShown)}...'` : `'${text}'`
}

function showBare(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null) return undefined
  const isList = Array.isArray(value)
  const parts: string[] = []
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'object' && entry !== null) return undefined
    parts.push(isList ? String(entry) : `${key}=${String(entry)}`)
  }
  return isList ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`
}
