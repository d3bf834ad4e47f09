import {
  faultLines,
  formatFault,
  invalid,
  orphanedFlagFault,
  permissionFault,
  storedAttributes,
  type AttributeFault,
  type AttributeWriter,
  type RequestedAttributes,
} from './attribute-fault.ts'
import { findSchemaAttribute, requiredAttributes, requiredFault, valueFault } from './attribute-schema.ts'
import { contactAttributes, isPhoneNumber } from './contact.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

export interface NewAttributes {
  readonly kind: 'attributes'
  readonly attributes: Readonly<Record<string, string>>
}

export interface NewAttributesRequest {
  readonly requested: RequestedAttributes
  /** As sent: where people sign in by an address, it is that attribute's value. */
  readonly username: string
  readonly writer: AttributeWriter
}

/** The attributes of a new user, or what the schema has against them. */
export function newAttributes(
  pool: UserPool,
  { requested, username, writer }: NewAttributesRequest,
): NewAttributes | AttributeFault {
  const forbidden = permissionFault(requested.keys(), writer)
  if (forbidden) return forbidden
  if (writer.by === 'user' && isPreferredUsernameAlias(pool) && requested.get('preferred_username')) {
    return invalid(
      'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
    )
  }

  const given = withLogin(pool, username, new Map([...requested].filter(([, value]) => value !== '')))
  const schemaFault = conformanceFault(pool, given, writer)
  if (schemaFault) return invalid(`Attributes did not conform to the schema: ${schemaFault}`)
  const attributes = storedAttributes(pool, given)
  if (writer.by === 'user') {
    for (const name of contactAttributes) if (attributes.has(name)) attributes.set(`${name}_verified`, 'false')
  }
  return (
    formatFault(pool, given) ??
    orphanedFlagFault(attributes) ?? { kind: 'attributes', attributes: Object.fromEntries(attributes) }
  )
}

function conformanceFault(pool: UserPool, given: RequestedAttributes, { by }: AttributeWriter): string {
  if (by === 'administrator') {
    const stranger = [...given.keys()].find((name) => !findSchemaAttribute(pool, name))
    if (stranger !== undefined) return `Type for attribute {${stranger}} could not be determined`
  }
  const faults = faultLines(given, (name, value) => {
    const attribute = findSchemaAttribute(pool, name)
    if (!attribute) return `${name}: Attribute does not exist in the schema.`
    const fault = valueFault(attribute, value)
    return fault && `${name}: ${fault}`
  })
  const missing = requiredAttributes(pool).filter((name) => !given.has(name))
  return faults + missing.map((name) => `${requiredFault(name)}\n`).join('')
}

/** The attributes with the address that the new user signs in by, where people do. */
export function withLogin(pool: UserPool, username: string, requested: RequestedAttributes): RequestedAttributes {
  const byAttribute = pool.configuration.UsernameAttributes ?? []
  if (byAttribute.length === 0) return requested
  const isPhone = byAttribute.includes('phone_number') && isPhoneNumber(username)
  return new Map(requested).set(isPhone ? 'phone_number' : 'email', username)
}

function isPreferredUsernameAlias(pool: UserPool): boolean {
  return pool.configuration.AliasAttributes?.includes('preferred_username') ?? false
}
