import { html, type Html } from '../view/html.ts'
import { below } from '../parts/below.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import { hiddenUsername } from '../parts/hidden-username.ts'
import { identity } from '../parts/identity.ts'
import { passwordField } from '../parts/password-field.ts'
import type { Problem, View } from '../view/view.ts'
import { signInFields } from './sign-in-page.ts'

export interface PasswordPage {
  readonly username: string
  readonly canRecover: boolean
  readonly hasOtherWays: boolean
  readonly problems: readonly Problem[]
}

/** The password of somebody who has said who they are. */
export function passwordPage(view: View, page: PasswordPage): Html {
  const { messages } = view
  const { problems } = page
  const input = {
    name: 'password',
    id: signInFields.password,
    label: messages.password,
    autocomplete: 'current-password',
    autofocus: true,
  } as const
  const content = html`${hiddenUsername(page.username)} ${passwordField(view, input, problems)}
  ${page.canRecover ? html`<p class="hint">${pageLink(view, '/forgotPassword', messages.forgotPassword)}</p>` : ''}
  ${submitButton(messages.signIn, messages.signingIn, 'signInSubmitButton')}`
  return document(view, {
    title: messages.passwordTitle,
    problems,
    body: html`${identity(view, page.username)} ${form(view, '/password', content)}
    ${below(view, { hasOtherWays: page.hasOtherWays })}`,
  })
}
