import { matchesIn, replaceMatches } from '../../linear-regex/java-replacement.ts'
import { linearRegex, type LinearRegex } from '../../linear-regex/linear-regex.ts'
import { RegexRefused } from '../../linear-regex/regex-tree.ts'
import type { Budget } from '../budget.ts'
import { listOf, type VtlValue } from '../value.ts'
import { VtlError } from '../vtl-error.ts'

/** Patterns are few and come from templates; those that a request names must not fill the memory. */
const MOST_COMPILED = 200
const LONGEST_PATTERN = 1000
/** A step of the machine is far less than one of the interpreter. */
const MACHINE_STEPS_PER_STEP = 2
const compiled = new Map<string, LinearRegex>()

export function matches(text: string, pattern: string | undefined, budget: Budget): VtlValue | undefined {
  if (pattern === undefined) return undefined
  return asVtl(() => compile(pattern, budget).matches(text, spender(budget)))
}

export function replaceFound(
  text: string,
  [pattern, replacement]: readonly VtlValue[],
  { onlyFirst, budget }: { readonly onlyFirst: boolean; readonly budget: Budget },
): VtlValue | undefined {
  if (typeof pattern !== 'string' || typeof replacement !== 'string') return undefined
  const spend = spender(budget)
  return asVtl(() => replaceMatches(text, compile(pattern, budget), { replacement, onlyFirst, spend }))
}

/** Java: without a limit, empty parts at the end are dropped; an empty match at the start makes no part. */
export function splitText(
  text: string,
  [pattern, limit]: readonly [string | undefined, number],
  budget: Budget,
): VtlValue | undefined {
  if (pattern === undefined) return undefined
  const parts: string[] = []
  let from = 0
  asVtl(() => {
    for (const { start, end } of matchesIn(text, compile(pattern, budget), spender(budget))) {
      if (limit > 0 && parts.length === limit - 1) break
      if (end === 0 || (start === end && start === text.length)) continue
      parts.push(text.slice(from, start))
      from = end
    }
    return true
  })
  parts.push(text.slice(from))
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop()
  return listOf(parts)
}

function compile(pattern: string, budget: Budget): LinearRegex {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  if (pattern.length > LONGEST_PATTERN) throw new RegexRefused('is too long')
  budget.spend(pattern.length)
  const regex = linearRegex(pattern)
  if (compiled.size >= MOST_COMPILED) compiled.clear()
  compiled.set(pattern, regex)
  return regex
}

function spender(budget: Budget): (steps: number) => void {
  return (steps) => budget.spend(steps / MACHINE_STEPS_PER_STEP)
}

function asVtl<Result>(run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (error instanceof RegexRefused) throw new VtlError(`the regular expression ${error.message}`)
    throw error
  }
}
