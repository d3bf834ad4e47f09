import { isPasskeyMfaOffered } from '../user-pools/passkey-offer.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'

/** Whether it is one for this user: for everybody where MFA is required, otherwise for those who turned it on. */
export function isPasskeyMfa(pool: UserPool, user: Pick<User, 'hasPasskeyMfa'> | undefined): boolean {
  return isPasskeyMfaOffered(pool) && (pool.mfa.MfaConfiguration === 'ON' || user?.hasPasskeyMfa === true)
}

/** Cognito: `preferred` where nothing is set, and `required` where the passkey is a second factor. */
export function passkeyVerification(
  pool: UserPool,
  user: Pick<User, 'hasPasskeyMfa'> | undefined,
): 'required' | 'preferred' {
  if (isPasskeyMfa(pool, user)) return 'required'
  return pool.mfa.WebAuthnConfiguration?.UserVerification ?? 'preferred'
}

/**
 * Why passkeys cannot count as both factors of a user, in the words of InvalidParameterException. Another second factor
 * is asked for because a lost passkey would lock its owner out.
 */
export function passkeyMfaFault(
  pool: Pick<UserPool, 'mfa'>,
  { mfaFactors, hasPasskey }: Pick<User, 'mfaFactors'> & { readonly hasPasskey: boolean },
): string | undefined {
  if (!isPasskeyMfaOffered(pool)) return 'Passkeys are not configured for MFA in this user pool'
  if (!hasPasskey) return 'User does not have delivery config set to turn on WEB_AUTHN'
  return mfaFactors.length === 0 ? 'Another MFA method must be enabled to turn on WEB_AUTHN' : undefined
}
