import type { ErrorObject } from 'ajv'
import { isJsonObject } from '../../crypto/jose/strict-json.ts'

/** Each problem once; the members that one object lacks, or has too many, are told together. */
export function violationTexts(errors: readonly ErrorObject[]): readonly string[] {
  const groups = Map.groupBy(errors, ({ instancePath, keyword, schemaPath }) =>
    GROUPED.has(keyword) ? `${keyword} ${instancePath} ${schemaPath}` : {},
  )
  return [...new Set([...groups.values()].map(violationText))]
}

const GROUPED = new Set(['required', 'additionalProperties'])

/** Cognito: the messages of the JSON Schema validator that API Gateway uses, as `validationErrorString` shows them. */
function violationText(group: readonly ErrorObject[]): string {
  const [first] = group
  if (first === undefined) return ''
  const { data, keyword, message = '', params, parentSchema, schema } = first
  const named = (name: string) => list(group.map((error) => error.params[name]))
  switch (keyword) {
    case 'required':
      return `object has missing required properties (${named('missingProperty')})`
    case 'type':
      return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${list(asList(schema))})`
    case 'additionalProperties':
      return `object instance has properties which are not allowed by the schema: ${named('additionalProperty')}`
    case 'enum':
      return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${list(asList(schema))})`
    case 'pattern':
      return `ECMA 262 regex "${String(schema)}" does not match input string "${String(data)}"`
    case 'minLength':
      return `string "${String(data)}" is too short (length: ${lengthOf(data)}, required minimum: ${String(schema)})`
    case 'maxLength':
      return `string "${String(data)}" is too long (length: ${lengthOf(data)}, maximum allowed: ${String(schema)})`
    case 'minimum':
      return parentSchema?.['exclusiveMinimum'] === true && data === schema
        ? `numeric instance is not strictly greater than the required minimum ${String(schema)}`
        : `numeric instance is lower than the required minimum (minimum: ${String(schema)}, found: ${String(data)})`
    case 'maximum':
      return parentSchema?.['exclusiveMaximum'] === true && data === schema
        ? `numeric instance is not strictly lower than the required maximum ${String(schema)}`
        : `numeric instance is greater than the required maximum (maximum: ${String(schema)}, found: ${String(data)})`
    case 'multipleOf':
      return `remainder of division is not zero (${String(data)} mod ${String(schema)})`
    case 'minItems':
      return `array is too short: must have at least ${String(schema)} elements but instance has ${sizeOf(data)} elements`
    case 'maxItems':
      return `array is too long: must have at most ${String(schema)} elements but instance has ${sizeOf(data)} elements`
    case 'uniqueItems':
      return 'array must not contain duplicate elements'
    case 'minProperties':
      return `object has too few properties (found ${sizeOf(data)} but schema requires at least ${String(schema)})`
    case 'maxProperties':
      return `object has too many properties (found ${sizeOf(data)} but schema requires at most ${String(schema)})`
    case 'oneOf':
      return `instance failed to match exactly one schema (matched ${matched(params)} out of ${sizeOf(schema)})`
    case 'anyOf':
      return `instance failed to match at least one required schema among ${sizeOf(schema)}`
    case 'not':
      return 'instance matched a schema which it should not have'
    default:
      return message
  }
}

/** The names of JSON Schema draft 4, which tell whole numbers from others. */
function typeOf(data: unknown): string {
  if (data === null) return 'null'
  if (Array.isArray(data)) return 'array'
  return typeof data === 'number' && Number.isInteger(data) ? 'integer' : typeof data
}

function list(items: readonly unknown[]): string {
  return JSON.stringify(items)
}

function asList(schema: unknown): readonly unknown[] {
  return Array.isArray(schema) ? schema : [schema]
}

function lengthOf(data: unknown): number {
  return typeof data === 'string' ? [...data].length : 0
}

function sizeOf(data: unknown): number {
  if (Array.isArray(data)) return data.length
  return isJsonObject(data) ? Object.keys(data).length : 0
}

function matched(params: Readonly<Record<string, unknown>>): number {
  return Array.isArray(params['passingSchemas']) ? params['passingSchemas'].length : 0
}
