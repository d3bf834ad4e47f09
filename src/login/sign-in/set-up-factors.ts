import type { WaitingChallenge } from './waiting-challenge.ts'

/** The second factors that have a page to set them up. A phone number is the administrator's to enter. */
export function setUpFactors({ factors = [] }: WaitingChallenge): readonly string[] {
  return factors.filter((factor) => factor === 'SOFTWARE_TOKEN_MFA' || factor === 'EMAIL_OTP')
}
