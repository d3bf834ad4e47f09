import { contactAttributes, type ContactAttribute } from '../users/contact.ts'
import { isPasskeyMfa } from '../factors/passkey-policy.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { selectMfa } from '../factors/mfa-selection.ts'
import type { FirstFactor } from './state.ts'

/** What the choice of a first factor depends on besides the pool's SignInPolicy. */
export interface FirstFactorFacts {
  readonly hasPassword: boolean
  /** Where codes in the place of a password may go. */
  readonly codesGoTo: readonly ContactAttribute[]
  /** For the relying party that the pool has now. */
  readonly hasPasskey: boolean
}

const passwordFactors: readonly FirstFactor[] = ['PASSWORD', 'PASSWORD_SRP']
/** What a code to an address is called that takes the place of a password. */
export const codeFactors = { email: 'EMAIL_OTP', phone_number: 'SMS_OTP' } as const

/**
 * What a user may begin a sign-in by choice with, in the order in which it is told. Whoever has nothing to begin with
 * is asked for a password.
 */
export function firstFactors(
  pool: UserPool,
  { hasPassword, codesGoTo, hasPasskey }: FirstFactorFacts,
): readonly FirstFactor[] {
  const codes = codesGoTo.map((attribute) => codeFactors[attribute])
  const others: readonly FirstFactor[] = hasPasskey ? [...codes, 'WEB_AUTHN'] : codes
  const allowed = others.filter((factor) => isAllowedFirst(pool, factor))
  return [...(hasPassword || allowed.length === 0 ? passwordFactors : []), ...allowed]
}

/** Whether the pool lets anybody begin with this factor. Passwords it always does. */
export function isAllowedFirst({ configuration }: UserPool, factor: FirstFactor): boolean {
  const allowed: readonly string[] = configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []
  return allowed.includes(factor)
}

/** The facts of a user. */
export function firstFactorFacts(pool: UserPool, user: User, passkeys = 0): FirstFactorFacts {
  // An imported user is told to set a password by being asked for it.
  const hasPassword = user.password !== undefined || user.status === 'RESET_REQUIRED'
  const isAsked = isPasswordAsked(pool, user)
  const isBoth = user.status !== 'FORCE_CHANGE_PASSWORD' && isPasskeyMfa(pool, user)
  const hasPasskey = passkeys > 0 && (isBoth || !isAsked)
  if (isAsked) return { hasPassword, codesGoTo: [], hasPasskey }
  const known = contactAttributes.filter((name) => user.attributes[name] && isAllowedFirst(pool, codeFactors[name]))
  const verified = known.filter((name) => user.attributes[`${name}_verified`] === 'true')
  // Where nobody has verified anything there may be no other way in.
  return { hasPassword, codesGoTo: hasPassword || verified.length > 0 ? verified : known, hasPasskey }
}

/** Whether this user's passkeys, were there any, would be a way to begin. */
export function canBeginWithPasskey(pool: UserPool, user: User): boolean {
  return firstFactors(pool, firstFactorFacts(pool, user, 1)).includes('WEB_AUTHN')
}

/** Cognito: a code never comes before a second factor. Nor does it replace what an administrator wants replaced. */
function isPasswordAsked(pool: UserPool, user: User): boolean {
  return user.status === 'FORCE_CHANGE_PASSWORD' || selectMfa(pool, user).kind !== 'none'
}
