import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'
import { html, type Html } from '../view/html.ts'
import { codeField } from '../parts/code-field.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import { passwordField } from '../parts/password-field.ts'
import { hiddenUsername } from '../parts/hidden-username.ts'
import type { Problem, View } from '../view/view.ts'

export interface ResetPasswordPage {
  readonly username: string
  readonly destination: string | undefined
  readonly policy: PasswordPolicyType
  readonly problems: readonly Problem[]
}

export function resetPasswordPage(view: View, page: ResetPasswordPage): Html {
  const { messages } = view
  const { problems, policy } = page
  const content = html`${hiddenUsername(page.username)} ${codeField(messages, problems)}
  ${passwordField(view, { name: 'password', label: messages.newPassword, autocomplete: 'new-password', policy }, problems)}
  ${submitButton(messages.setPassword, messages.working)}`
  return document(view, {
    title: messages.resetTitle,
    graphic: 'PASSWORD',
    lead: page.destination ? messages.codeSentTo(page.destination) : messages.codeSent,
    problems,
    body: html`${form(view, '/confirmforgotPassword', content)}
      <div class="below">
        <p>${pageLink(view, '/forgotPassword', messages.resend)}</p>
        <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
      </div>`,
  })
}
