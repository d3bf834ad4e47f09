import { confirmSignUp, resendSignUpCode } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { messageOf } from '../messages.ts'
import { say } from '../status.ts'
import type { Step } from './app.ts'

export interface ConfirmSignUpFacts {
  readonly username: string
  readonly restart: Step
}

/** The code that proves the e-mail address; after it one signs in. */
export function confirmSignUpStep({ username, restart }: ConfirmSignUpFacts): Step {
  return (app) => {
    const again = element('button', { type: 'button', class: 'link' }, 'Send the code again')
    again.addEventListener('click', () => {
      resendSignUpCode({ username }).then(
        () => say('A new code is on its way.'),
        (error: unknown) => say(messageOf(error)),
      )
    })
    app.show(
      'Confirm your e-mail',
      form({
        lead: 'We sent you a code. It is good for 24 hours.',
        fields: [{ name: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true }],
        submit: 'Confirm',
        onSubmit: async ({ code = '' }) => {
          await confirmSignUp({ username, confirmationCode: code })
          say('Your account is ready. Sign in.')
          app.goTo(restart)
        },
      }),
      element('p', { class: 'links' }, again, app.link('Start over', restart)),
    )
  }
}
