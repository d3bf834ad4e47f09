import { signUp } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { passwordHint } from '../password-hint.ts'
import type { Step } from './app.ts'
import { confirmSignUpStep } from './confirm-sign-up.ts'

export function signUpStep(restart: Step): Step {
  return (app) =>
    app.show(
      'Create an account',
      form({
        fields: [
          { name: 'username', label: 'Username', autocomplete: 'username' },
          {
            name: 'email',
            label: 'E-mail',
            type: 'email',
            autocomplete: 'email',
            hint: 'We send a code there. You can also sign in with it.',
          },
          { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: passwordHint },
        ],
        submit: 'Create the account',
        onSubmit: async ({ username = '', email = '', password = '' }) => {
          const { nextStep } = await signUp({ username, password, options: { userAttributes: { email } } })
          const facts = { username, restart }
          app.goTo(nextStep.signUpStep === 'CONFIRM_SIGN_UP' ? confirmSignUpStep(facts) : restart)
        },
      }),
      element('p', { class: 'links' }, app.link('Sign in instead', restart)),
    )
}
