import type { UserPool } from '../user-pools/user-pool.ts'
import type { MfaFactor, User } from '../users/user.ts'

export type MfaSelection =
  | { readonly kind: 'none' }
  | { readonly kind: 'factor'; readonly factor: MfaFactor }
  | { readonly kind: 'choice'; readonly factors: readonly MfaFactor[] }
  | { readonly kind: 'set-up'; readonly factors: readonly MfaFactor[] }
  /** A second factor is required, and there is none to use or to set up. */
  | { readonly kind: 'impossible' }

/** Cognito: the order of MFAS_CAN_CHOOSE. */
const order: readonly MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']
/** Nobody can be sent a code to a phone number that nobody has verified. */
const canBeSetUp: readonly MfaFactor[] = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']

/** Which second factor the user is to show (cognito-api contract, section 2.7). */
export function selectMfa(pool: UserPool, user: User): MfaSelection {
  const policy = pool.mfa.MfaConfiguration ?? 'OFF'
  if (policy === 'OFF') return { kind: 'none' }
  const usable = usableMfaFactors(pool, user)
  return usable.length === 0 && policy === 'ON' ? implicitFactor(pool, user) : oneOf(user, usable)
}

/** The second factors that the user has and the pool offers, in Cognito's order. */
export function usableMfaFactors(pool: UserPool, user: User): readonly MfaFactor[] {
  return order.filter((factor) => user.mfaFactors.includes(factor) && isUsable(pool, user, factor))
}

/** The one of several that is asked for, or the choice. */
export function oneOf(user: User, factors: readonly MfaFactor[]): MfaSelection {
  const [first, ...others] = factors
  if (first === undefined) return { kind: 'none' }
  const preferred = factors.find((factor) => factor === user.preferredMfaFactor)
  if (preferred !== undefined) return { kind: 'factor', factor: preferred }
  return others.length === 0 ? { kind: 'factor', factor: first } : { kind: 'choice', factors }
}

/** Whether the pool offers this second factor at all. */
export function isMfaFactorOffered({ mfa }: UserPool, factor: MfaFactor): boolean {
  switch (factor) {
    case 'SMS_MFA':
      return mfa.SmsMfaConfiguration !== undefined
    case 'SOFTWARE_TOKEN_MFA':
      return mfa.SoftwareTokenMfaConfiguration?.Enabled === true
    case 'EMAIL_OTP':
      return mfa.EmailMfaConfiguration !== undefined
  }
}

/** Whether the user has what messages of this factor are sent to. */
export function hasMfaDestination(user: User, factor: MfaFactor): boolean {
  if (factor === 'SOFTWARE_TOKEN_MFA') return true
  return Boolean(user.attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email'])
}

/** Whether the user could be asked for this second factor. */
export function isUsable(pool: UserPool, user: User, factor: MfaFactor): boolean {
  return isMfaFactorOffered(pool, factor) && hasMfaDestination(user, factor)
}

/** For a user without a factor of its own in a pool that requires one. */
function implicitFactor(pool: UserPool, user: User): MfaSelection {
  if (isUsable(pool, user, 'SMS_MFA')) return { kind: 'factor', factor: 'SMS_MFA' }
  const factors = canBeSetUp.filter((factor) => isMfaFactorOffered(pool, factor))
  return factors.length > 0 ? { kind: 'set-up', factors } : { kind: 'impossible' }
}
