import type { SchemaAttributeType } from '../contract/shapes.gen.ts'

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

/** Cognito: DescribeUserPool lists one more attribute than CreateUserPool. */
export const identitiesAttribute: SchemaAttributeType = {
  ...attribute('identities', 'String'),
  StringAttributeConstraints: {},
}

export type SchemaFault = { readonly fault: string }

/** The pool's schema for the `Schema` of CreateUserPool: standard attributes adjusted, custom ones appended. */
export function poolSchema(requested: readonly SchemaAttributeType[]): readonly SchemaAttributeType[] | SchemaFault {
  const byName = new Map(requested.map((item) => [item.Name ?? '', item]))
  const standard = standardAttributes.map((item) => adjusted(item, byName.get(item.Name ?? '')))
  const names = new Set(standardAttributes.map((item) => item.Name))
  return withCustomAttributes(
    standard,
    requested.filter((item) => !names.has(item.Name)),
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
    const name = customName(item)
    if (names.has(name)) return { fault: `${name}: Existing attribute already has name ${name}.` }
    if (item.Required) return { fault: 'Required custom attributes are not supported currently.' }
    if (bareName(item).length > 20) return { fault: `${name}: Attribute name must be no longer than 20 characters.` }
    names.add(name)
    custom.push(customAttribute(name, item))
  }
  if (names.size - standardAttributes.length > 50)
    return { fault: 'The number of custom attributes exceeds the limit of 50.' }
  return [...schema, ...custom]
}

function adjusted(standard: SchemaAttributeType, requested: SchemaAttributeType | undefined): SchemaAttributeType {
  if (!requested) return standard
  return {
    ...standard,
    Mutable: requested.Mutable ?? standard.Mutable,
    Required: requested.Required ?? standard.Required,
    ...(requested.StringAttributeConstraints && standard.AttributeDataType === 'String'
      ? { StringAttributeConstraints: requested.StringAttributeConstraints }
      : {}),
  }
}

function bareName(item: SchemaAttributeType): string {
  return (item.Name ?? '').replace(/^(dev:)?custom:/, '')
}

function customName(item: SchemaAttributeType): string {
  return `${item.DeveloperOnlyAttribute ? 'dev:' : ''}custom:${bareName(item)}`
}

function customAttribute(name: string, item: SchemaAttributeType): SchemaAttributeType {
  const type = item.AttributeDataType ?? 'String'
  return {
    AttributeDataType: type,
    DeveloperOnlyAttribute: item.DeveloperOnlyAttribute ?? false,
    Mutable: item.Mutable ?? true,
    Name: name,
    Required: false,
    ...(type === 'String' ? { StringAttributeConstraints: item.StringAttributeConstraints ?? {} } : {}),
    ...(type === 'Number' ? { NumberAttributeConstraints: item.NumberAttributeConstraints ?? {} } : {}),
  }
}

function attribute(name: string, type: 'String' | 'Number' | 'Boolean'): SchemaAttributeType {
  return { AttributeDataType: type, DeveloperOnlyAttribute: false, Mutable: true, Name: name, Required: false }
}

function text(name: string, min: string, max: string): SchemaAttributeType {
  return { ...attribute(name, 'String'), StringAttributeConstraints: { MaxLength: max, MinLength: min } }
}

function flag(name: string): SchemaAttributeType {
  return attribute(name, 'Boolean')
}
