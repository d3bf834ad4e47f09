import type { SchemaAttributeType } from '../../contract/shapes.gen.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** Cognito: faults name some attributes by their SCIM path. Those not listed go by their own name. */
const schemaPaths: ReadonlyMap<string, string> = new Map([
  ['name', 'name.formatted'],
  ['given_name', 'name.givenName'],
  ['family_name', 'name.familyName'],
  ['middle_name', 'name.middleName'],
  ['phone_number', 'phoneNumbers'],
])

export function findSchemaAttribute(
  pool: Pick<UserPool, 'configuration'>,
  name: string,
): SchemaAttributeType | undefined {
  return pool.configuration.SchemaAttributes?.find((attribute) => attribute.Name === name)
}

/** Names that every user must have a value for; `sub` is given, not asked for. */
export function requiredAttributes(pool: Pick<UserPool, 'configuration'>): readonly string[] {
  return (pool.configuration.SchemaAttributes ?? []).flatMap(({ Name: name, Required }) =>
    Required && name && name !== 'sub' ? [name] : [],
  )
}

/** `name.familyName: The attribute name.familyName is required`. */
export function requiredFault(name: string): string {
  const path = schemaPaths.get(name) ?? name
  return `${path}: The attribute ${path} is required`
}

/** What the schema has against this value of this attribute. Cognito: of a birthdate only the length counts. */
export function valueFault(attribute: SchemaAttributeType, value: string): string | undefined {
  switch (attribute.AttributeDataType) {
    case 'Number':
      return numberFault(attribute, value)
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'Value must be a boolean'
    case 'DateTime':
      return isDateTime(value) ? undefined : 'Value must be a date'
    case 'String':
    case undefined:
      return textFault(attribute, value)
  }
}

/** As it is stored: Cognito keeps booleans as the strings `true` and `false`. */
export function storedValue(attribute: SchemaAttributeType, value: string): string {
  return attribute.AttributeDataType === 'Boolean' ? value.toLowerCase() : value
}

function textFault({ StringAttributeConstraints: limits }: SchemaAttributeType, value: string): string | undefined {
  const length = [...value].length
  const { min, max } = { min: bound(limits?.MinLength), max: bound(limits?.MaxLength) }
  if (max !== undefined && length > max) return `String must be no longer than ${max} characters`
  if (min !== undefined && length < min) return `String must be no shorter than ${min} characters`
  return undefined
}

function numberFault({ NumberAttributeConstraints: limits }: SchemaAttributeType, value: string): string | undefined {
  if (!/^-?[0-9]{1,15}(\.[0-9]{1,15})?$/.test(value)) return 'Value must be a number'
  const { min, max } = { min: bound(limits?.MinValue), max: bound(limits?.MaxValue) }
  if (max !== undefined && Number(value) > max) return `Number must be no greater than ${max}`
  if (min !== undefined && Number(value) < min) return `Number must be no less than ${min}`
  return undefined
}

/** Seconds of the epoch, or ISO 8601. */
function isDateTime(value: string): boolean {
  return (
    /^[0-9]{1,12}$/.test(value) ||
    (/^\d{4}-\d{2}-\d{2}([T ][0-9:.]{5,15}(Z|[+-]\d{2}:?\d{2})?)?$/.test(value) && !Number.isNaN(Date.parse(value)))
  )
}

/** The contract's schema spells limits as strings. */
function bound(limit: string | undefined): number | undefined {
  return limit === undefined || limit === '' ? undefined : Number(limit)
}
