import type { SchemaAttributeType } from '../../contract/shapes.gen.ts'

const longestValue = 2048

/** What is wrong with the limits that a schema sets for an attribute's values; the contract spells them as strings. */
export function schemaConstraintFault(name: string | undefined, item: SchemaAttributeType): string | undefined {
  switch (item.AttributeDataType) {
    case 'String':
      return lengthFault(name, item.StringAttributeConstraints)
    case 'Number':
      return valueFault(name, item.NumberAttributeConstraints)
    case 'Boolean':
    case 'DateTime':
    case undefined:
      return undefined
  }
}

function lengthFault(
  name: string | undefined,
  { MinLength: min, MaxLength: max }: NonNullable<SchemaAttributeType['StringAttributeConstraints']> = {},
): string | undefined {
  const given = [min, max].filter((limit) => limit !== undefined)
  if (!given.every((limit) => /^\d{1,9}$/.test(limit))) {
    return `Invalid StringAttributeConstraints for schema attribute ${name}`
  }
  if (given.some((limit) => Number(limit) > longestValue)) {
    return `user.${name}: String attributes cannot have a length of more than ${longestValue}`
  }
  return Number(min ?? 0) > Number(max ?? longestValue)
    ? `Attribute ${name} cannot have a max length shorter than it's min length`
    : undefined
}

function valueFault(
  name: string | undefined,
  { MinValue: min, MaxValue: max }: NonNullable<SchemaAttributeType['NumberAttributeConstraints']> = {},
): string | undefined {
  const given = [min, max].filter((limit) => limit !== undefined)
  if (!given.every((limit) => /^-?\d{1,15}$/.test(limit))) {
    return `Invalid NumberAttributeConstraints for schema attribute ${name}`
  }
  return Number(min ?? -Infinity) > Number(max ?? Infinity)
    ? `Attribute ${name} cannot have a max value smaller than it's min value`
    : undefined
}
