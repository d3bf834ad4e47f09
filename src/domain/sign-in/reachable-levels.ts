import type { UserPool } from '../user-pools/user-pool.ts'
import type { MfaFactor, User } from '../users/user.ts'
import { acrLevel, type AcrLevel } from '../user-pools/acr.ts'
import { usableMfaFactors } from '../factors/mfa-selection.ts'
import type { FirstFactor, Proof } from './state.ts'

/** What each second factor shows. */
export const mfaProofs: Readonly<Record<MfaFactor, Extract<Proof, 'sms' | 'otp' | 'email_otp'>>> = {
  SMS_MFA: 'sms',
  SOFTWARE_TOKEN_MFA: 'otp',
  EMAIL_OTP: 'email_otp',
}

/** The highest level that a sign-in which begins with this factor can come to. */
export function levelWith(pool: UserPool, user: User | undefined, factor: FirstFactor): AcrLevel {
  if (factor === 'EMAIL_OTP' || factor === 'SMS_OTP') return 2
  if (factor === 'WEB_AUTHN') return 3
  const second = user === undefined ? [] : usableMfaFactors(pool, user).map((held) => mfaProofs[held])
  return acrLevel(['pwd', ...second]) ?? 1
}

/** The second factors that would take a sign-in with these proofs to the level. None where it is there already. */
export function factorsToReach(
  pool: UserPool,
  user: User,
  { proofs, target }: { readonly proofs: readonly Proof[]; readonly target: AcrLevel | undefined },
): readonly MfaFactor[] {
  if (target === undefined || proofs.at(0) !== 'pwd' || isReached(proofs, target)) return []
  return usableMfaFactors(pool, user).filter((factor) => isReached([...proofs, mfaProofs[factor]], target))
}

function isReached(proofs: readonly Proof[], target: AcrLevel): boolean {
  return (acrLevel(proofs) ?? 0) >= target
}
