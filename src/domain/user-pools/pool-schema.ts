import type { SchemaAttributeType } from '../../contract/shapes.gen.ts'
import { schemaConstraintFault } from './schema-constraints.ts'

/** The attributes that every pool has, in the order CreateUserPool prints them (contract, section 7.2). */
const standardAttributes: readonly SchemaAttributeType[] = [
  { ...text('sub', '1', '2048'), Mutable: false, Required: true },
  ...[
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'email',
  ].map((name) => text(name, '0', '2048')),
  flag('email_verified'),
  text('gender', '0', '2048'),
  text('birthdate', '10', '10'),
  text('zoneinfo', '0', '2048'),
  text('locale', '0', '2048'),
  text('phone_number', '0', '2048'),
  flag('phone_number_verified'),
  text('address', '0', '2048'),
  { ...attribute('updated_at', 'Number'), NumberAttributeConstraints: { MinValue: '0' } },
]

const standardNames: ReadonlySet<string | undefined> = new Set(standardAttributes.map((item) => item.Name))
const mostCustomAttributes = 50

/** Cognito: DescribeUserPool lists one more attribute than CreateUserPool. */
export const identitiesAttribute: SchemaAttributeType = {
  ...attribute('identities', 'String'),
  StringAttributeConstraints: {},
}

export type SchemaFault = { readonly fault: string }

/** The pool's schema for the `Schema` of CreateUserPool: standard attributes adjusted, custom ones appended. */
export function poolSchema(requested: readonly SchemaAttributeType[]): readonly SchemaAttributeType[] | SchemaFault {
  const fault = repeatedNameFault(requested) ?? requested.map(standardFault).find((found) => found !== undefined)
  if (fault !== undefined) return { fault }
  const byName = new Map(requested.map((item) => [item.Name, item]))
  const standard = standardAttributes.map((item) => adjusted(item, byName.get(item.Name)))
  return withCustomAttributes(
    standard,
    requested.filter((item) => !standardNames.has(item.Name)),
  )
}

/** `schema` with custom attributes added, as AddCustomAttributes does. */
export function withCustomAttributes(
  schema: readonly SchemaAttributeType[],
  added: readonly SchemaAttributeType[],
): readonly SchemaAttributeType[] | SchemaFault {
  const names = new Set(schema.map((item) => item.Name))
  const custom: SchemaAttributeType[] = []
  for (const item of added) {
    const attributeToAdd = customAttribute(item)
    if ('fault' in attributeToAdd) return attributeToAdd
    const { Name } = attributeToAdd
    if (names.has(Name)) return { fault: `${Name}: Existing attribute already has name ${Name}.` }
    names.add(Name)
    custom.push(attributeToAdd)
  }
  const all = [...schema, ...custom]
  if (all.filter((item) => !standardNames.has(item.Name)).length > mostCustomAttributes) {
    return { fault: `The number of custom attributes exceeds the limit of ${mostCustomAttributes}.` }
  }
  return all
}

function repeatedNameFault(requested: readonly SchemaAttributeType[]): string | undefined {
  const names = requested.map((item) => (standardNames.has(item.Name) ? item.Name : customName(item)))
  const repeated = names.find((name, position) => names.indexOf(name) !== position)
  return repeated === undefined
    ? undefined
    : `Duplicate custom attribute names ${repeated} are not allowed in a user pool schema.`
}

function standardFault(requested: SchemaAttributeType): string | undefined {
  const standard = standardAttributes.find((item) => item.Name === requested.Name)
  if (!standard) return undefined
  const { AttributeDataType: type = standard.AttributeDataType, DeveloperOnlyAttribute: isDeveloperOnly } = requested
  if (type !== standard.AttributeDataType || isDeveloperOnly) {
    return `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${standard.Name}`
  }
  return schemaConstraintFault(standard.Name, { ...requested, AttributeDataType: type })
}

function adjusted(standard: SchemaAttributeType, requested: SchemaAttributeType | undefined): SchemaAttributeType {
  if (!requested) return standard
  const { AttributeDataType: type, StringAttributeConstraints, NumberAttributeConstraints } = standard
  return {
    ...standard,
    Mutable: requested.Mutable ?? standard.Mutable,
    Required: requested.Required ?? standard.Required,
    ...(type === 'String'
      ? { StringAttributeConstraints: requested.StringAttributeConstraints ?? StringAttributeConstraints }
      : {}),
    ...(type === 'Number'
      ? { NumberAttributeConstraints: requested.NumberAttributeConstraints ?? NumberAttributeConstraints }
      : {}),
  }
}

/** Cognito: what is sent as `custom:x` is stored as `custom:custom:x`. */
function customName(item: SchemaAttributeType): string {
  return `${item.DeveloperOnlyAttribute ? 'dev:' : ''}custom:${item.Name}`
}

function customAttribute(item: SchemaAttributeType): SchemaAttributeType | SchemaFault {
  const { AttributeDataType: type } = item
  if (item.Name === undefined) return { fault: 'A schema attribute must have a name.' }
  if (type === undefined) {
    return { fault: 'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.' }
  }
  if (item.Required) return { fault: 'Required custom attributes are not supported currently.' }
  const Name = customName(item)
  const fault = schemaConstraintFault(Name, item)
  if (fault !== undefined) return { fault }
  return {
    ...attribute(Name, type),
    DeveloperOnlyAttribute: item.DeveloperOnlyAttribute ?? false,
    Mutable: item.Mutable ?? true,
    ...(type === 'String' ? { StringAttributeConstraints: item.StringAttributeConstraints ?? {} } : {}),
    ...(type === 'Number' ? { NumberAttributeConstraints: item.NumberAttributeConstraints ?? {} } : {}),
  }
}

function attribute(name: string, type: NonNullable<SchemaAttributeType['AttributeDataType']>): SchemaAttributeType {
  return { AttributeDataType: type, DeveloperOnlyAttribute: false, Mutable: true, Name: name, Required: false }
}

function text(name: string, min: string, max: string): SchemaAttributeType {
  return { ...attribute(name, 'String'), StringAttributeConstraints: { MaxLength: max, MinLength: min } }
}

function flag(name: string): SchemaAttributeType {
  return attribute(name, 'Boolean')
}
