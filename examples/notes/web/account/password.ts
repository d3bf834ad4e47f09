import { getCurrentUser, updatePassword } from 'aws-amplify/auth'

import { form } from '../form.ts'
import { passwordHint } from '../password-hint.ts'
import { say } from '../status.ts'
import { section } from './section.ts'

export async function passwordSection(): Promise<HTMLElement> {
  const { username } = await getCurrentUser()
  const change = form({
    id: 'password',
    fields: [
      { name: 'oldPassword', label: 'Current password', type: 'password', autocomplete: 'current-password' },
      {
        name: 'newPassword',
        label: 'New password',
        type: 'password',
        autocomplete: 'new-password',
        hint: passwordHint,
      },
    ],
    submit: 'Change the password',
    username,
    onSubmit: async ({ oldPassword = '', newPassword = '' }) => {
      await updatePassword({ oldPassword, newPassword })
      change.reset()
      say('Your password is changed.')
    },
  })
  return section('password-title', 'Password', change)
}
