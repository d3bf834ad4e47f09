import type { ConstraintShape } from './constraint-shape.ts'
import { isObject } from './json-object.ts'

/** Cognito: what the service says of a JSON value whose type cannot become the member's (SerializationException). */
export function wrongTypeText(value: unknown, expected: ConstraintShape['type']): string {
  if (Array.isArray(value)) return 'Start of list found where not expected'
  if (isObject(value)) return 'Start of structure or map found where not expected.'
  if (expected === 'structure') return 'Expected null'
  if (expected === 'list' || expected === 'map') return `Expected ${expected} or null`
  return `${tokenOf(value)} can not be converted to ${targets[expected]}`
}

const targets: Readonly<Record<Exclude<ConstraintShape['type'], 'structure' | 'list' | 'map'>, string>> = {
  string: 'a String',
  integer: 'an Integer',
  long: 'a Long',
  boolean: 'a Boolean',
  blob: 'a Blob',
  timestamp: 'milliseconds since epoch',
  document: 'a Document',
}

function tokenOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  return typeof value === 'string' ? 'STRING_VALUE' : 'NUMBER_VALUE'
}
