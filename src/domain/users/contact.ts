import type { DeliveryMediumType } from '../../contract/shapes.gen.ts'

/** The attributes that messages can be sent to. */
export type ContactAttribute = 'email' | 'phone_number'

export const contactAttributes: readonly ContactAttribute[] = ['email', 'phone_number']

/** An attribute with the value that it has, or is to have once verified. */
export interface Contact {
  readonly attribute: ContactAttribute
  readonly destination: string
}

export function isContactAttribute(name: string): name is ContactAttribute {
  return name === 'email' || name === 'phone_number'
}

export function mediumOf(attribute: ContactAttribute): DeliveryMediumType {
  return attribute === 'email' ? 'EMAIL' : 'SMS'
}

/**
 * Whether a mail can be addressed to this: one `@`, a host with a dot, and no character that ends an address or a
 * header (spaces, controls, separators, quotes).
 */
export function isEmailAddress(value: string): boolean {
  const [local, host, ...rest] = value.split('@')
  if (!local || !host || rest.length > 0 || /[\p{C}\p{Z}"(),:;<>[\\\]]/u.test(value)) return false
  const labels = host.split('.')
  return (
    labels.length > 1 &&
    labels.every((label) => /^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u.test(label))
  )
}

/** Cognito: a plus sign and digits, nothing between them (E.164 has at most 15). */
export function isPhoneNumber(value: string): boolean {
  return /^\+[0-9]{1,15}$/.test(value)
}
