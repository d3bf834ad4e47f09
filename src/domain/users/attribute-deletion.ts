import { invalid, permissionFault, type AttributeFault, type AttributeWriter } from './attribute-fault.ts'
import { findSchemaAttribute, requiredFault } from './attribute-schema.ts'
import { isContactAttribute } from './contact.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from './user.ts'

export interface AttributeDeletion {
  readonly kind: 'deletion'
  readonly attributes: Readonly<Record<string, string>>
  readonly pendingAttributes: Readonly<Record<string, string>>
}

/** What is left of a user's attributes without these. Without an address there is no flag of its verification. */
export function deleteAttributes(
  pool: UserPool,
  user: Pick<User, 'attributes' | 'pendingAttributes'>,
  names: readonly string[],
  writer: AttributeWriter,
): AttributeDeletion | AttributeFault {
  const forbidden = permissionFault(names, writer)
  if (forbidden) return forbidden
  const [fault] = names.flatMap((name) => deletionFault(pool, name) ?? [])
  if (fault !== undefined) return invalid(`Invalid user attributes: ${fault}`)

  const gone = new Set(names.flatMap((name) => (isContactAttribute(name) ? [name, `${name}_verified`] : [name])))
  return {
    kind: 'deletion',
    attributes: without(user.attributes, gone),
    pendingAttributes: without(user.pendingAttributes, gone),
  }
}

function deletionFault(pool: UserPool, name: string): string | undefined {
  const attribute = findSchemaAttribute(pool, name)
  if (!attribute) return `Type for attribute {${name}} could not be determined`
  if (attribute.Required) return requiredFault(name)
  if (attribute.Mutable !== false) return undefined
  // Cognito: `Custom.User.tenant` for `custom:tenant`.
  const path = name.replace(/^(dev:)?custom:/, 'Custom.User.')
  return `${path}: This attribute does not satisfy the mutability validation defined in the schema.`
}

function without(attributes: Readonly<Record<string, string>>, gone: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !gone.has(name)))
}
