import type { AttributeType } from '../../contract/shapes.gen.ts'
import { findSchemaAttribute, storedValue } from './attribute-schema.ts'
import { isEmailAddress, isPhoneNumber } from './contact.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { aliasLookalikeFault } from './username-rules.ts'

/** Why attributes cannot be written, as the operation is to refuse it. */
export interface AttributeFault {
  readonly kind: 'fault'
  readonly exception: 'InvalidParameterException' | 'NotAuthorizedException'
  readonly message: string
}

export interface AttributeWriter {
  readonly by: 'user' | 'administrator'
  /** The client's WriteAttributes; undefined lets it write all. */
  readonly writable?: readonly string[] | undefined
  /** Whether a new address waits for its code before it counts, whatever the pool asks. */
  readonly isVerifyingFirst?: boolean
}

/** Names with the value that counts: of duplicates the last, and only that one is validated. Absent values are `""`. */
export type RequestedAttributes = ReadonlyMap<string, string>

export function requestedAttributes(list: readonly AttributeType[]): RequestedAttributes {
  return new Map(list.map(({ Name, Value }) => [Name, Value ?? '']))
}

/** What is wrong with who writes what: the flags of verification are nobody's to write but the administrator's. */
export function permissionFault(
  names: Iterable<string>,
  { by, writable }: AttributeWriter,
): AttributeFault | undefined {
  for (const name of names) {
    const isFlag = name === 'email_verified' || name === 'phone_number_verified'
    if (name === 'sub' || (isFlag && by === 'user')) {
      return invalid(`Cannot modify the non-mutable attribute ${name}`)
    }
    if (by === 'user' && (name.startsWith('dev:') || writable?.includes(name) === false)) {
      const message = 'A client attempted to write unauthorized attribute'
      return { kind: 'fault', exception: 'NotAuthorizedException', message }
    }
  }
  return undefined
}

/** Addresses that are not addresses, and preferred usernames that look like somebody's. */
export function formatFault(pool: UserPool, requested: RequestedAttributes): AttributeFault | undefined {
  const email = requested.get('email')
  if (email && !isEmailAddress(email)) return invalid('Invalid email address format.')
  const phoneNumber = requested.get('phone_number')
  if (phoneNumber && !isPhoneNumber(phoneNumber)) return invalid('Invalid phone number format.')
  const fault = aliasLookalikeFault(pool, requested.get('preferred_username') ?? '')
  return fault === undefined ? undefined : invalid(fault)
}

/** One line per attribute that has a fault. Cognito: each line is ended by a line feed, the last one too. */
export function faultLines(
  requested: RequestedAttributes,
  faultOf: (name: string, value: string) => string | undefined,
): string {
  return [...requested]
    .flatMap(([name, value]) => faultOf(name, value) ?? [])
    .map((fault) => `${fault}\n`)
    .join('')
}

/** A flag of verification needs the address that it speaks of. */
export function orphanedFlagFault(attributes: RequestedAttributes): AttributeFault | undefined {
  if (attributes.has('email_verified') && !attributes.has('email')) {
    return invalid('Email is required to verify/un-verify an email')
  }
  if (attributes.has('phone_number_verified') && !attributes.has('phone_number')) {
    return invalid('Phone Number is required to verify/un-verify a phone number')
  }
  return undefined
}

/** Values as they are stored, in the order written. */
export function storedAttributes(pool: UserPool, requested: RequestedAttributes): Map<string, string> {
  return new Map(
    [...requested].map(([name, value]) => [name, storedValue(findSchemaAttribute(pool, name) ?? {}, value)]),
  )
}

export function invalid(message: string): AttributeFault {
  return { kind: 'fault', exception: 'InvalidParameterException', message }
}
