import { signOut } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { messageOf } from '../messages.ts'
import { say } from '../status.ts'
import { section } from './section.ts'

/** Ends every session of the user: no refresh token works any more, on no device. */
export function everywhereSection(): HTMLElement {
  const button = element('button', { type: 'button', class: 'danger' }, 'Sign out everywhere')
  button.addEventListener('click', () => {
    button.disabled = true
    signOut({ global: true }).then(
      () => location.reload(),
      (error: unknown) => {
        button.disabled = false
        say(messageOf(error))
      },
    )
  })
  return section('everywhere', 'Sessions', element('p', {}, 'Sign out here and on every other device.'), button)
}
