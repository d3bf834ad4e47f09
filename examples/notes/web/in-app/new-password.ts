import type { ConfirmSignInInput } from 'aws-amplify/auth'

import { form } from '../form.ts'
import { passwordHint } from '../password-hint.ts'
import type { InApp, Step } from './app.ts'
import type { SignInFacts } from './sign-in-facts.ts'

/** The password that an administrator gave is replaced, and what the pool requires of the profile is filled in. */
export function newPasswordStep(
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
