import type { ConstraintShape, StringShape, StructureShape } from '../../contract/constraint-shape.ts'
import { constraints } from '../../contract/constraints.gen.ts'
import { isJsonArray, isJsonObject } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { suggest } from '../../domain/nearest-name.ts'
import type { Path } from '../template-error.ts'
import type { ResourceCall } from './resource.ts'

/**
 * The members of an operation's input among `properties`, converted as CloudFormation does: "true" for true, "5" for 5.
 * What the shape does not have is left to the caller at the top level and is a mistake below it.
 */
export function coerceInput(shapeName: string, properties: JsonObject, fail: ResourceCall['fail']): JsonObject {
  const shape = requireShape(shapeName)
  const members = shape.type === 'structure' ? shape.members : {}
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]): [string, Json][] => {
      const member = members[name]
      return member === undefined ? [] : [[name, coerce(value, member, [name], fail)]]
    }),
  )
}

function coerce(value: Json, shapeName: string, path: Path, fail: ResourceCall['fail']): Json {
  const shape = requireShape(shapeName)
  switch (shape.type) {
    case 'structure':
      return coerceStructure(value, shape, path, fail)
    case 'list':
      if (!isJsonArray(value)) throw fail(path, 'This must be a list.', 'Write "- item" lines.')
      return value.map((item, index) => coerce(item, shape.member, [...path, index], fail))
    case 'map':
      if (!isJsonObject(value)) throw fail(path, 'This must be a map.', 'Write "name: value" lines.')
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, coerce(item, shape.value, [...path, key], fail)]),
      )
    case 'boolean':
      if (typeof value === 'boolean') return value
      if (value === 'true' || value === 'false') return value === 'true'
      throw fail(path, 'This must be true or false.', 'Write true or false.')
    case 'integer':
    case 'long':
      if (typeof value === 'number') return value
      if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value)
      throw fail(path, 'This must be a whole number.', 'Write digits only.')
    case 'string':
      return coerceText(value, shape, path, fail)
    default:
      return value
  }
}

function coerceStructure(value: Json, shape: StructureShape, path: Path, fail: ResourceCall['fail']): Json {
  if (!isJsonObject(value)) throw fail(path, 'This must be a map.', 'Write "name: value" lines.')
  const { members } = shape
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const member = members[name]
      if (member !== undefined) return [name, coerce(item, member, [...path, name], fail)]
      const advice = suggest(name, Object.keys(members), `Write one of ${Object.keys(members).join(', ')}.`)
      throw fail([...path, name], `"${name}" is not known here.`, advice)
    }),
  )
}

function coerceText(value: Json, shape: StringShape, path: Path, fail: ResourceCall['fail']): string {
  if (value === null || typeof value === 'object') throw fail(path, 'This must be text.', 'Write the text itself.')
  const text = String(value)
  if (shape.enum === undefined || shape.enum.includes(text)) return text
  const choices = shape.enum.join(', ')
  // YAML 1.1 reads ON and OFF as booleans, in CloudFormation too.
  if (typeof value === 'boolean') throw fail(path, 'YAML reads this as true or false.', `Quote it: one of ${choices}.`)
  throw fail(path, `"${text}" is no such value.`, suggest(text, shape.enum, `Write one of ${choices}.`))
}

function requireShape(name: string): ConstraintShape {
  const shape = constraints[name]
  if (shape === undefined) throw new Error(`The contract has no shape ${name}`)
  return shape
}
