import type { ChallengeName } from '../../domain/sign-in/state.ts'
import type { FactorWork } from './proofs/factor-work.ts'
import { customChallenge } from './factors/custom-challenge.ts'
import { devicePasswordVerifier } from './factors/device-password-verifier.ts'
import { deviceSrpAuth } from './factors/device-srp-auth.ts'
import { emailOtp } from './factors/email-otp.ts'
import { mfaSetup } from './factors/mfa-setup.ts'
import { newPasswordRequired } from './factors/new-password-required.ts'
import { passwordSrp } from './factors/password-srp.ts'
import { passwordVerifier } from './factors/password-verifier.ts'
import { password } from './factors/password.ts'
import { selectChallenge } from './factors/select-challenge.ts'
import { selectMfaType } from './factors/select-mfa-type.ts'
import { smsMfa } from './factors/sms-mfa.ts'
import { smsOtp } from './factors/sms-otp.ts'
import { softwareTokenMfa } from './factors/software-token-mfa.ts'
import { webAuthn } from './factors/web-authn.ts'

/** The working half of every challenge; `domain/sign-in/factors.ts` holds the other. */
export const factorWorks: { readonly [Name in ChallengeName]: FactorWork<Name> } = {
  SELECT_CHALLENGE: selectChallenge,
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  PASSWORD_VERIFIER: passwordVerifier,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  SELECT_MFA_TYPE: selectMfaType,
  SMS_MFA: smsMfa,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  EMAIL_OTP: emailOtp,
  SMS_OTP: smsOtp,
  CUSTOM_CHALLENGE: customChallenge,
  WEB_AUTHN: webAuthn,
  MFA_SETUP: mfaSetup,
  DEVICE_SRP_AUTH: deviceSrpAuth,
  DEVICE_PASSWORD_VERIFIER: devicePasswordVerifier,
}
