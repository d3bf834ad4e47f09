import type { DeliveryMediumType } from '../../contract/shapes.gen.ts'
import { mediumOf, type Contact, type ContactAttribute } from '../users/contact.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

/** CodeDeliveryDetails as every operation that sends a code returns them. */
export interface CodeDeliveryDetails {
  readonly Destination: string
  readonly DeliveryMedium: DeliveryMediumType
  readonly AttributeName: ContactAttribute
}

export function codeDeliveryDetails(contact: Contact): CodeDeliveryDetails {
  return {
    Destination: maskedDestination(contact),
    DeliveryMedium: mediumOf(contact.attribute),
    AttributeName: contact.attribute,
  }
}

/** Cognito: `a***@e***` and `+*******9934`, whatever the length, so that a mask does not tell it. */
export function maskedDestination({ attribute, destination }: Contact): string {
  if (attribute === 'phone_number') return `+*******${destination.slice(-4)}`
  const [local = '', host = ''] = destination.split('@')
  return `${firstCharacter(local)}***@${firstCharacter(host)}***`
}

/** Where a new user's code goes: an attribute that the pool verifies by itself. Cognito: of both, the phone wins. */
export function signUpContact(pool: UserPool, attributes: User['attributes']): Contact | undefined {
  return contactsOf(attributes, signUpChannels(pool)).at(0)
}

export function signUpChannels(pool: UserPool): readonly ContactAttribute[] {
  const verified = pool.configuration.AutoVerifiedAttributes ?? []
  return (['phone_number', 'email'] as const).filter((name) => verified.includes(name))
}

/** Where the code for a forgotten password goes: the first verified address that is not a second factor too. */
export function recoveryContact(pool: UserPool, user: User): Contact | undefined {
  const usable = recoveryChannels(pool).filter(
    (name) => user.attributes[`${name}_verified`] === 'true' && !isSecondFactor(pool, user, name),
  )
  return contactsOf(user.attributes, usable).at(0)
}

/** By priority. Cognito: pools that never had the setting prefer the phone. Empty where only administrators help. */
export function recoveryChannels(pool: UserPool): readonly ContactAttribute[] {
  const mechanisms = pool.configuration.AccountRecoverySetting?.RecoveryMechanisms
  if (!mechanisms) return ['phone_number', 'email']
  return mechanisms
    .toSorted((one, other) => one.Priority - other.Priority)
    .flatMap(({ Name }) => {
      if (Name === 'admin_only') return []
      return Name === 'verified_email' ? ['email'] : ['phone_number']
    })
}

function contactsOf(attributes: User['attributes'], channels: readonly ContactAttribute[]): readonly Contact[] {
  return channels.flatMap((attribute) => {
    const destination = attributes[attribute]
    return destination ? [{ attribute, destination }] : []
  })
}

/** One stolen phone must not be both the proof of who asks and the proof that it is really them. */
function isSecondFactor(pool: UserPool, user: User, name: ContactAttribute): boolean {
  const mode = pool.mfa.MfaConfiguration ?? 'OFF'
  if (mode === 'OFF') return false
  if (user.mfaFactors.length > 0) return user.mfaFactors.includes(name === 'email' ? 'EMAIL_OTP' : 'SMS_MFA')
  return mode === 'ON' && name === 'phone_number' && pool.mfa.SmsMfaConfiguration !== undefined
}

function firstCharacter(text: string): string {
  return [...text].at(0) ?? ''
}
