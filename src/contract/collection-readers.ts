import { checkSize } from './constraint-checks.ts'
import type { ListShape, MapShape } from './constraint-shape.ts'
import { isObject, isUnsafeName } from './json-object.ts'
import { addViolation, notNull, prefixViolations, type Reader, refuseType, showValue } from './violations.ts'

/** What a list or map needs to know of its members. */
export interface MemberReader {
  readonly read: Reader
  /** Every constraint of a plain member; undefined when members are structures. */
  readonly summary: string | undefined
  readonly isShown: boolean
}

/**
 * Cognito: a list or map of plain values reports a broken one as a whole, with every constraint of its members
 * (`Value '[X]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: […]`).
 * Members that are structures are reported by themselves, at `path.1.member`.
 */
export function listReader(shape: ListShape, { read, summary, isShown }: MemberReader): Reader {
  return (value, problems) => {
    if (!Array.isArray(value)) return refuseType(value, shape.type, problems)
    const list: unknown[] = []
    let isMemberBroken = false
    for (const [index, given] of value.entries()) {
      const before = problems.violations.length
      if (given === null || given === undefined) addViolation(problems, 'null', notNull)
      else list.push(read(given, problems))
      if (problems.violations.length === before) continue
      if (summary !== undefined && given !== null) {
        problems.violations.length = before
        isMemberBroken = true
      } else prefixViolations(problems, before, `${index + 1}.member`)
    }
    const shown = (): string | undefined => (isShown ? showValue(value) : undefined)
    if (isMemberBroken) addViolation(problems, shown(), `Member must satisfy constraint: [${summary}]`)
    for (const text of checkSize(list.length, shape) ?? []) addViolation(problems, shown(), text)
    return list
  }
}

export function mapReader(shape: MapShape, { read, summary, isShown }: MemberReader, key: MemberReader): Reader {
  return (value, problems) => {
    if (!isObject(value)) return refuseType(value, shape.type, problems)
    const map: Record<string, unknown> = Object.create(null)
    let size = 0
    let isKeyBroken = false
    let isValueBroken = false
    for (const [name, given] of Object.entries(value)) {
      if (given === null || given === undefined || isUnsafeName(name)) continue
      size++
      const before = problems.violations.length
      key.read(name, problems)
      if (problems.violations.length > before) isKeyBroken = true
      problems.violations.length = before
      map[name] = read(given, problems)
      if (problems.violations.length === before) continue
      if (summary !== undefined) {
        problems.violations.length = before
        isValueBroken = true
      } else prefixViolations(problems, before, `${name}.member`)
    }
    const shown = (): string | undefined => (isShown ? showValue(value) : undefined)
    if (isKeyBroken) addViolation(problems, shown(), `Map keys must satisfy constraint: [${key.summary}]`)
    if (isValueBroken) addViolation(problems, shown(), `Map value must satisfy constraint: [${summary}]`)
    for (const text of checkSize(size, shape) ?? []) addViolation(problems, shown(), text)
    return map
  }
}
