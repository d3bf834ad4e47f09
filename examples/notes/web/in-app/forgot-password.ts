import { confirmResetPassword, resetPassword } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { passwordHint } from '../password-hint.ts'
import { say } from '../status.ts'
import type { Step } from './app.ts'

export function forgotPassword(restart: Step, known?: string): Step {
  return (app) =>
    app.show(
      'Reset your password',
      form({
        lead: 'We send a code to the e-mail address of the account.',
        fields: [
          {
            name: 'username',
            label: 'Username or e-mail',
            autocomplete: 'username',
            ...(known !== undefined && { value: known }),
          },
        ],
        submit: 'Send the code',
        onSubmit: async ({ username = '' }) => {
          const { nextStep } = await resetPassword({ username })
          const destination = nextStep.codeDeliveryDetails?.destination
          app.goTo(nextStep.resetPasswordStep === 'DONE' ? restart : newPassword(restart, username, destination))
        },
      }),
      element('p', { class: 'links' }, app.link('Back to sign-in', restart)),
    )
}

function newPassword(restart: Step, username: string, destination: string | undefined): Step {
  return (app) =>
    app.show(
      'Choose a new password',
      form({
        lead: `If the account exists, a code is on its way${destination === undefined ? '' : ` to ${destination}`}.`,
        fields: [
          { name: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true },
          {
            name: 'password',
            label: 'New password',
            type: 'password',
            autocomplete: 'new-password',
            hint: passwordHint,
          },
        ],
        submit: 'Set the password',
        username,
        onSubmit: async ({ code = '', password = '' }) => {
          await confirmResetPassword({ username, confirmationCode: code, newPassword: password })
          say('Your password is changed. Sign in with it.')
          app.goTo(restart)
        },
      }),
      element('p', { class: 'links' }, app.link('Start over', restart)),
    )
}
