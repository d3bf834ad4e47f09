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
import { findSchemaAttribute, requiredFault, valueFault } from './attribute-schema.ts'
import { contactAttributes, isContactAttribute, type Contact } from './contact.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from './user.ts'

export interface AttributeChange {
  readonly kind: 'change'
  readonly attributes: Readonly<Record<string, string>>
  readonly pendingAttributes: Readonly<Record<string, string>>
  /** New addresses whose owner is to be asked for a code. */
  readonly toVerify: readonly Contact[]
}

type AttributeRecord = Pick<User, 'attributes' | 'pendingAttributes'>

/** What becomes of a user's attributes when these are written; `""` deletes. All of it happens, or none. */
export function changeAttributes(
  pool: UserPool,
  user: AttributeRecord,
  requested: RequestedAttributes,
  writer: AttributeWriter,
): AttributeChange | AttributeFault {
  const forbidden = permissionFault(requested.keys(), writer)
  if (forbidden) return forbidden
  const lines = faultLines(requested, (name, value) => updateFault(pool, name, value))
  if (lines) return invalid(lines)
  return formatFault(pool, requested) ?? deletionFault(pool, requested) ?? applyChange(pool, user, requested, writer)
}

function updateFault(pool: UserPool, name: string, value: string): string | undefined {
  const attribute = findSchemaAttribute(pool, name)
  if (!attribute) return `user.${name}: Attribute does not exist in the schema.`
  if (attribute.Mutable === false) return `user.${name}: Attribute cannot be updated.`
  const fault = value === '' ? undefined : valueFault(attribute, value)
  return fault && `user.${name}: ${fault}`
}

function deletionFault(pool: UserPool, requested: RequestedAttributes): AttributeFault | undefined {
  const [missing] = [...requested].filter(([name, value]) => value === '' && findSchemaAttribute(pool, name)?.Required)
  return missing && invalid(`Invalid user attributes: ${requiredFault(missing[0])}`)
}

function applyChange(
  pool: UserPool,
  user: AttributeRecord,
  requested: RequestedAttributes,
  { isVerifyingFirst = false }: AttributeWriter,
): AttributeChange | AttributeFault {
  const attributes = new Map(Object.entries(user.attributes))
  const pending = new Map(Object.entries(user.pendingAttributes))
  for (const [name, value] of storedAttributes(pool, requested)) {
    if (value === '') attributes.delete(name)
    else if (!isContactAttribute(name)) attributes.set(name, value)
  }

  const toVerify: Contact[] = []
  for (const name of contactAttributes) {
    const value = requested.get(name)
    if (value === undefined) continue
    const flag = `${name}_verified`
    pending.delete(name)
    if (value === '') attributes.delete(flag)
    // Sent again unchanged, an address keeps its flag and asks nobody for a code.
    if (value === '' || value === user.attributes[name]) continue

    const isVouchedFor = requested.get(flag)?.toLowerCase() === 'true'
    if (!isVouchedFor && (isVerifyingFirst || mustVerifyFirst(pool, name))) {
      pending.set(name, value)
      // A flag sent along speaks of the new address, which is not there yet.
      restore(attributes, user.attributes, flag)
    } else {
      attributes.set(name, value).set(flag, String(isVouchedFor))
    }
    if (!isVouchedFor && (isVerifyingFirst || pool.configuration.AutoVerifiedAttributes?.includes(name))) {
      toVerify.push({ attribute: name, destination: value })
    }
  }

  return (
    orphanedFlagFault(attributes) ?? {
      kind: 'change',
      attributes: Object.fromEntries(attributes),
      pendingAttributes: Object.fromEntries(pending),
      toVerify,
    }
  )
}

function mustVerifyFirst(pool: UserPool, name: Contact['attribute']): boolean {
  const names = pool.configuration.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate
  return names?.includes(name) ?? false
}

function restore(attributes: Map<string, string>, before: Readonly<Record<string, string>>, name: string): void {
  const value = before[name]
  if (value === undefined) attributes.delete(name)
  else attributes.set(name, value)
}
