import type { UserPool } from './user-pool.ts'

/** Whether the pool lets people begin a sign-in with a passkey. */
export function isPasskeyAllowed({ configuration }: Pick<UserPool, 'configuration'>): boolean {
  return configuration.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.includes('WEB_AUTHN') ?? false
}

/** Whether anybody could begin with one: where all owe a second factor, it has to be that as well. */
export function isPasskeyUseful(pool: Pick<UserPool, 'configuration' | 'mfa'>): boolean {
  return isPasskeyAllowed(pool) && (pool.mfa.MfaConfiguration !== 'ON' || isPasskeyMfaOffered(pool))
}

/** Whether a passkey that verifies its user may be a second factor as well as the first. */
export function isPasskeyMfaOffered({ mfa }: Pick<UserPool, 'mfa'>): boolean {
  return mfa.WebAuthnConfiguration?.FactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
}
