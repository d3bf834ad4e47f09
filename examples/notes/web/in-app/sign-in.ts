import { signIn } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { signedIn } from './signed-in.ts'
import type { Step } from './app.ts'
import { forgotPassword } from './forgot-password.ts'
import { nextStep } from './next-step.ts'
import { signUpStep } from './sign-up.ts'

/** Username or e-mail and password; SRP, so the password itself never leaves the page. */
export const signInStep: Step = (app) => {
  app.show(
    'Sign in',
    form({
      lead: 'The password stays on this page: the sign-in proves that you know it.',
      fields: [
        { name: 'username', label: 'Username or e-mail', autocomplete: 'username' },
        { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
      ],
      submit: 'Sign in',
      onSubmit: async ({ username = '', password = '' }) => {
        const { nextStep: next } = await signIn({ username, password, options: { authFlowType: 'USER_SRP_AUTH' } })
        app.goTo(nextStep(next, { username, done: signedIn, restart: signInStep }))
      },
    }),
    element(
      'p',
      { class: 'links' },
      app.link('Create an account', signUpStep(signInStep)),
      app.link('Forgot your password?', forgotPassword(signInStep)),
    ),
  )
}
