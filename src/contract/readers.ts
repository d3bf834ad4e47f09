import { listReader, mapReader, type MemberReader } from './collection-readers.ts'
import { compileCheck, listConstraints } from './constraint-checks.ts'
import type { ConstraintShape, ScalarShape, StructureShape } from './constraint-shape.ts'
import { constraints } from './constraints.gen.ts'
import { copyDocument, isObject } from './json-object.ts'
import { convertScalar } from './scalars.ts'
import { addViolation, notNull, prefixViolations, refuseType, showValue, type Reader } from './violations.ts'

const compiled = new Map<string, Reader>()

/** The reader of a shape, compiled at first use. Below a sensitive shape everything is sensitive. */
export function readerOf(shapeName: string, isInSensitive = false): Reader {
  const shape = requireShape(shapeName)
  const isSensitive = isInSensitive || shape.sensitive === true
  const key = isSensitive ? `${shapeName} sensitive` : shapeName
  const known = compiled.get(key)
  if (known) return known
  const reader = compile(shape, isSensitive)
  compiled.set(key, reader)
  return reader
}

function requireShape(name: string): ConstraintShape {
  const shape = constraints[name]
  if (!shape) throw new Error(`The contract has no shape ${name}`)
  return shape
}

function compile(shape: ConstraintShape, isSensitive: boolean): Reader {
  switch (shape.type) {
    case 'structure':
      return structureReader(shape, isSensitive)
    case 'list':
      return listReader(shape, memberReaderOf(shape.member, isSensitive))
    case 'map':
      return mapReader(shape, memberReaderOf(shape.value, isSensitive), memberReaderOf(shape.key, isSensitive))
    case 'document':
      return copyDocument
    case 'string':
    case 'integer':
    case 'long':
    case 'boolean':
    case 'timestamp':
    case 'blob':
      return scalarReader(shape, isSensitive)
  }
}

function scalarReader(shape: ScalarShape, isSensitive: boolean): Reader {
  const convert = convertScalar[shape.type]
  const check = compileCheck(shape)
  const isShown = !isSensitive && shape.type !== 'blob'
  return (value, problems) => {
    const converted = convert(value)
    if (converted === undefined) return refuseType(value, shape.type, problems)
    for (const text of check?.(converted) ?? []) addViolation(problems, isShown ? showValue(value) : undefined, text)
    return converted
  }
}

function structureReader(shape: StructureShape, isSensitive: boolean): Reader {
  const required = new Set(shape.required)
  const members = Object.entries(shape.members).map(([name, target]) => ({
    name,
    segment: `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    read: readerOf(target, isSensitive),
    isRequired: required.has(name),
    shownNull: isSensitive || requireShape(target).sensitive === true ? undefined : 'null',
  }))
  return (value, problems) => {
    if (!isObject(value)) return refuseType(value, shape.type, problems)
    const result: Record<string, unknown> = {}
    for (const { name, segment, read, isRequired, shownNull } of members) {
      const given = value[name]
      const before = problems.violations.length
      if (given !== undefined && given !== null) result[name] = read(given, problems)
      else if (isRequired) addViolation(problems, shownNull, notNull)
      if (problems.violations.length > before) prefixViolations(problems, before, segment)
    }
    return result
  }
}

function memberReaderOf(shapeName: string, isSensitive: boolean): MemberReader {
  const shape = requireShape(shapeName)
  const isPlain = shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map'
  return {
    read: readerOf(shapeName, isSensitive),
    summary: isPlain ? listConstraints(shape) : undefined,
    isShown: !isSensitive && shape.sensitive !== true,
  }
}
