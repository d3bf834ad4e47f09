import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

/** Cognito: three groups of operations word the same fault in three ways (contract, section 6). */
const openings = {
  'chosen-by-code': 'Password did not conform with policy: ',
  temporary: 'Password did not conform with password policy: ',
  replaced: 'Password does not conform to policy: ',
} as const

/**
 * Where a password comes from: chosen at sign-up or after a forgotten one, invented by an administrator who creates a
 * user, or put in the place of another (NEW_PASSWORD_REQUIRED, ChangePassword, AdminSetUserPassword).
 */
export type PasswordOccasion = keyof typeof openings

const millisecondsPerDay = 86_400_000

/** What the pool's policy has against this password, in the words of InvalidPasswordException. */
export function passwordFault(
  pool: Pick<UserPool, 'configuration'>,
  password: string,
  occasion: PasswordOccasion,
): string | undefined {
  const fault = firstFault(passwordPolicy(pool), password)
  return fault && wordedFault(occasion, fault)
}

export function wordedFault(occasion: PasswordOccasion, fault: string): string {
  return `${openings[occasion]}${fault}`
}

export function passwordPolicy(pool: Pick<UserPool, 'configuration'>): PasswordPolicyType {
  return pool.configuration.Policies?.PasswordPolicy ?? {}
}

/** Whether the password that an administrator set has outlived TemporaryPasswordValidityDays. */
export function isTemporaryPasswordExpired(
  pool: Pick<UserPool, 'configuration'>,
  user: Pick<User, 'status' | 'passwordSetAt'>,
  now: Date,
): boolean {
  if (user.status !== 'FORCE_CHANGE_PASSWORD' || !user.passwordSetAt) return false
  // Cognito: 0 stands for the default.
  const days = passwordPolicy(pool).TemporaryPasswordValidityDays || 7
  return now.getTime() >= user.passwordSetAt.getTime() + days * millisecondsPerDay
}

/** Whether a user with these attributes needs a password: not one whom a code can reach that the pool signs in with. */
export function isPasswordNeeded(
  pool: Pick<UserPool, 'configuration'>,
  attributes: Readonly<Record<string, string>>,
): boolean {
  const factors = pool.configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? []
  if (factors.includes('EMAIL_OTP') && attributes.email) return false
  return !(factors.includes('SMS_OTP') && attributes.phone_number)
}

/** Cognito: only the first fault is told, in this order. Letters are those of Basic Latin. */
function firstFault(policy: PasswordPolicyType, password: string): string | undefined {
  // Code points, not UTF-16 units: an emoji is one character to whoever types it.
  if ([...password].length < (policy.MinimumLength ?? 8)) return 'Password not long enough'
  if (policy.RequireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters'
  if (policy.RequireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters'
  if (policy.RequireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters'
  if (policy.RequireSymbols && !/[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/.test(password))
    return 'Password must have symbol characters'
  return undefined
}
