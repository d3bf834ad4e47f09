import { confirmSignIn } from 'aws-amplify/auth'
import type { ConfirmSignInInput, SignInOutput } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { totpSetup } from '../totp-setup.ts'
import type { InApp, Step } from './app.ts'
import { chooseFactor } from './choose-factor.ts'
import { confirmSignUpStep } from './confirm-sign-up.ts'
import { forgotPassword } from './forgot-password.ts'
import { newPasswordStep } from './new-password.ts'
import type { SignInFacts } from './sign-in-facts.ts'
import { startOver } from './start-over.ts'

type NextStep = SignInOutput['nextStep']

/** The page for each thing that the user pool may ask next. */
export function nextStep(next: NextStep, facts: SignInFacts): Step {
  const answer = async (app: InApp, challengeResponse: string, options?: ConfirmSignInInput['options']) => {
    const result = await confirmSignIn({ challengeResponse, ...(options && { options }) })
    app.goTo(nextStep(result.nextStep, facts))
  }
  const code =
    (title: string, lead: string): Step =>
    (app) =>
      app.show(
        title,
        form({
          lead,
          fields: [{ name: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true }],
          submit: 'Go on',
          onSubmit: async ({ code: given = '' }) => answer(app, given),
        }),
        startOver(app, facts.restart),
      )

  switch (next.signInStep) {
    case 'DONE':
      return facts.done
    case 'CONFIRM_SIGN_UP':
      return confirmSignUpStep(facts)
    case 'RESET_PASSWORD':
      return forgotPassword(facts.restart, facts.username)
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return code('Enter your code', 'Open your authenticator app and enter the six digits that it shows.')
    case 'CONFIRM_SIGN_IN_WITH_SMS_CODE':
      return code(
        'Enter your code',
        `We sent a text message to ${next.codeDeliveryDetails?.destination ?? 'your phone'}.`,
      )
    case 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE':
      return code('Enter your code', `We sent an e-mail to ${next.codeDeliveryDetails?.destination ?? 'your address'}.`)
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
      return (app) =>
        app.show(
          'Set up your authenticator app',
          totpSetup({
            secret: next.totpSetupDetails.sharedSecret,
            uri: next.totpSetupDetails.getSetupUri('Notes', facts.username).href,
            confirm: (given) => answer(app, given),
          }),
        )
    case 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP':
      return (app) =>
        app.show(
          'Set up codes by e-mail',
          form({
            fields: [{ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' }],
            submit: 'Send a code',
            onSubmit: async ({ email = '' }) => answer(app, email),
          }),
        )
    case 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION':
    case 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION':
      return (app) => chooseFactor(app, next.allowedMFATypes ?? [], (factor) => answer(app, factor), facts)
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return newPasswordStep(next.missingAttributes ?? [], answer, facts)
    // Signing in here begins with SRP, so a choice of first factors and custom challenges do not come up.
    default:
      return (app) =>
        app.show(
          'Sign in',
          element('p', {}, 'This page does not know what the user pool asks for.'),
          startOver(app, facts.restart),
        )
  }
}
