import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { field, type Field } from '../parts/field.ts'
import { form, submitButton } from '../parts/form.ts'
import { passwordField } from '../parts/password-field.ts'
import { hiddenUsername } from '../parts/hidden-username.ts'
import type { Problem, View } from '../view/view.ts'

export interface NewPasswordPage {
  readonly username: string
  /** Required attributes that the account still lacks. */
  readonly fields: readonly Field[]
  readonly policy: PasswordPolicyType
  readonly problems: readonly Problem[]
}

export function newPasswordPage(view: View, page: NewPasswordPage): Html {
  const { messages } = view
  const { problems, policy } = page
  const content = html`${hiddenUsername(page.username)} ${page.fields.map((item) => field(item, problems))}
  ${passwordField(view, { name: 'password', label: messages.newPassword, autocomplete: 'new-password', policy, autofocus: true }, problems)}
  ${submitButton(messages.setPassword, messages.working)}`
  return document(view, {
    title: messages.newPasswordTitle,
    graphic: 'PASSWORD',
    lead: messages.newPasswordLead,
    problems,
    body: form(view, '/newPassword', content),
  })
}
