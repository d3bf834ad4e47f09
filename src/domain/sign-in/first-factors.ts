import { contactAttributes, type ContactAttribute } from '../contact.ts'
import type { UserPool } from '../user-pool.ts'
import type { User } from '../user.ts'
import { selectMfa } from './mfa-selection.ts'
import type { FirstFactor } from './state.ts'

/** What the choice of a first factor depends on besides the pool's SignInPolicy. */
export interface FirstFactorFacts {
  readonly hasPassword: boolean
  /** Where codes in the place of a password may go. */
  readonly codesGoTo: readonly ContactAttribute[]
}

const passwordFactors: readonly FirstFactor[] = ['PASSWORD', 'PASSWORD_SRP']
/** What a code to an address is called that takes the place of a password. */
export const codeFactors = { email: 'EMAIL_OTP', phone_number: 'SMS_OTP' } as const

/**
 * What a user may begin a sign-in by choice with, in the order in which it is told. Whoever has nothing to begin with
 * is asked for a password.
 */
export function firstFactors(pool: UserPool, { hasPassword, codesGoTo }: FirstFactorFacts): readonly FirstFactor[] {
  const codes = codesGoTo.map((attribute) => codeFactors[attribute]).filter((factor) => isAllowedFirst(pool, factor))
  return [...(hasPassword || codes.length === 0 ? passwordFactors : []), ...codes]
}

/** Whether the pool lets anybody begin with this factor. Passwords it always does. */
export function isAllowedFirst({ configuration }: UserPool, factor: (typeof codeFactors)[ContactAttribute]): boolean {
  return configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes(factor) ?? false
}

/** The facts of a user. */
export function firstFactorFacts(pool: UserPool, user: User): FirstFactorFacts {
  // An imported user is told to set a password by being asked for it.
  const hasPassword = user.password !== undefined || user.status === 'RESET_REQUIRED'
  if (isPasswordAsked(pool, user)) return { hasPassword, codesGoTo: [] }
  const known = contactAttributes.filter((name) => user.attributes[name] && isAllowedFirst(pool, codeFactors[name]))
  const verified = known.filter((name) => user.attributes[`${name}_verified`] === 'true')
  // Where nobody has verified anything there may be no other way in.
  return { hasPassword, codesGoTo: hasPassword || verified.length > 0 ? verified : known }
}

/** Cognito: a code never comes before a second factor. Nor does it replace what an administrator wants replaced. */
function isPasswordAsked(pool: UserPool, user: User): boolean {
  return user.status === 'FORCE_CHANGE_PASSWORD' || selectMfa(pool, user).kind !== 'none'
}
