import { confirmSignIn } from 'aws-amplify/auth'
import type { ConfirmSignInInput, SignInOutput } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { passwordHint } from '../password-hint.ts'
import { totpSetup } from '../totp-setup.ts'
import type { InApp, Step } from './app.ts'
import { confirmSignUpStep } from './confirm-sign-up.ts'
import { forgotPassword } from './forgot-password.ts'

type NextStep = SignInOutput['nextStep']
type Factor = 'SMS' | 'TOTP' | 'EMAIL'

export interface SignInFacts {
  readonly username: string
  /** Kept for the moment of signing up only, to go on without asking again. */
  readonly password?: string
  readonly done: Step
  /** Where a sign-in begins again. */
  readonly restart: Step
}

const factorNames: Readonly<Record<Factor, string>> = {
  SMS: 'A code by text message',
  TOTP: 'A code from your authenticator app',
  EMAIL: 'A code by e-mail',
}

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
    case 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE':
      return code('One more question', 'Enter the answer that you were asked for.')
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
    case 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION':
      return (app) =>
        app.show(
          'Enter your password',
          form({
            fields: [{ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' }],
            submit: 'Sign in',
            username: facts.username,
            onSubmit: async ({ password = '' }) => {
              const chosen = await confirmSignIn({ challengeResponse: 'PASSWORD_SRP' })
              if (chosen.nextStep.signInStep !== 'CONFIRM_SIGN_IN_WITH_PASSWORD')
                return app.goTo(nextStep(chosen.nextStep, facts))
              return answer(app, password)
            },
          }),
        )
    case 'CONFIRM_SIGN_IN_WITH_PASSWORD':
      return passwordStep('Enter your password', 'current-password', (app, password) => answer(app, password), facts)
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return newPasswordStep(next.missingAttributes ?? [], answer, facts)
    default:
      return (app) =>
        app.show(
          'Sign in',
          element('p', {}, 'This page does not know what the user pool asks for.'),
          startOver(app, facts.restart),
        )
  }
}

function chooseFactor(
  app: InApp,
  factors: readonly Factor[],
  choose: (factor: Factor) => Promise<void>,
  facts: SignInFacts,
): void {
  const choices = factors.map((factor) => {
    const button = form({ fields: [], submit: factorNames[factor], onSubmit: async () => choose(factor) })
    return element('li', {}, button)
  })
  app.show(
    'How do you want to prove that it is you?',
    element('ul', { class: 'choices' }, ...choices),
    startOver(app, facts.restart),
  )
}

function passwordStep(
  title: string,
  autocomplete: string,
  use: (app: InApp, password: string) => Promise<void>,
  facts: SignInFacts,
): Step {
  return (app) =>
    app.show(
      title,
      form({
        fields: [{ name: 'password', label: 'Password', type: 'password', autocomplete }],
        submit: 'Go on',
        username: facts.username,
        onSubmit: async ({ password = '' }) => use(app, password),
      }),
    )
}

function newPasswordStep(
  missing: readonly string[],
  answer: (app: InApp, response: string, options?: ConfirmSignInInput['options']) => Promise<void>,
  facts: SignInFacts,
): Step {
  return (app) =>
    app.show(
      'Choose a new password',
      form({
        lead: 'The password that you were given works once.',
        fields: [
          {
            name: 'password',
            label: 'New password',
            type: 'password',
            autocomplete: 'new-password',
            hint: passwordHint,
          },
          ...missing.map((name) => ({
            name,
            label: name.replaceAll('_', ' '),
            autocomplete: name === 'email' ? 'email' : 'off',
          })),
        ],
        submit: 'Set the password',
        username: facts.username,
        onSubmit: async ({ password = '', ...userAttributes }) => answer(app, password, { userAttributes }),
      }),
    )
}

function startOver(app: InApp, restart: Step): HTMLElement {
  return element('p', { class: 'links' }, app.link('Start over', restart))
}
