import type { DomainRoute } from '../flows/user-pools/domain-request.ts'
import { accountCentreRoutes } from './account/routes.ts'
import { assetRoutes } from './assets.ts'
import { withFaultPage } from './drawing/fault-page.ts'
import { keptOpen } from './sign-in/keep-open.ts'
import { pageRoutes, type Page } from './drawing/page.ts'
import { withWork } from './sign-in/proof-of-work.ts'
import { authEventFeedbackRoutes } from './steps/auth-event-feedback.ts'
import { choose } from './steps/choose.ts'
import { code } from './steps/code.ts'
import { confirmForgotPassword } from './steps/confirm-forgot-password.ts'
import { confirmUserRoutes } from './steps/confirm-user.ts'
import { confirm } from './steps/confirm.ts'
import { deviceAllowRoutes } from './steps/device-allow.ts'
import { deviceRoutes } from './steps/device.ts'
import { consent } from './steps/consent.ts'
import { errorRoute } from './steps/error.ts'
import { forgotPassword } from './steps/forgot-password.ts'
import { logoRoute } from './steps/logo.ts'
import { login } from './steps/login.ts'
import { mfaChoice } from './steps/mfa-choice.ts'
import { mfaSetupApp } from './steps/mfa-setup-app.ts'
import { mfaSetupEmail } from './steps/mfa-setup-email.ts'
import { mfaSetup } from './steps/mfa-setup.ts'
import { mfa } from './steps/mfa.ts'
import { newPassword } from './steps/new-password.ts'
import { passwordStrengthRoute } from './steps/password-strength.ts'
import { passkey } from './steps/passkey.ts'
import { organisation } from './steps/organisation.ts'
import { passkeysAdd } from './steps/passkeys-add.ts'
import { password } from './steps/password.ts'
import { recoveryCode } from './steps/recovery-code.ts'
import { resendcode } from './steps/resendcode.ts'
import { signedOutRoute } from './steps/signed-out.ts'
import { signup } from './steps/signup.ts'
import { wellKnownRoutes } from './well-known.ts'
import { styleRoutes } from './steps/style.ts'

const pages: readonly Page[] = [
  login,
  choose,
  password,
  code,
  passkey,
  passkeysAdd,
  organisation,
  signup,
  confirm,
  resendcode,
  forgotPassword,
  confirmForgotPassword,
  newPassword,
  mfa,
  mfaChoice,
  recoveryCode,
  mfaSetup,
  mfaSetupApp,
  mfaSetupEmail,
  consent,
]

/** Every page of a pool's domain (cognito-web contract, section 2.2). */
export const loginRoutes: readonly DomainRoute[] = [
  ...[
    ...pages.map(keptOpen).map(withWork).flatMap(pageRoutes),
    ...confirmUserRoutes,
    ...authEventFeedbackRoutes,
    ...deviceRoutes,
    ...deviceAllowRoutes,
    errorRoute,
    passwordStrengthRoute,
    signedOutRoute,
    ...accountCentreRoutes,
  ].map(withFaultPage),
  ...assetRoutes,
  ...wellKnownRoutes,
  ...styleRoutes,
  logoRoute,
]
