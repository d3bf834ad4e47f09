import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { field } from '../parts/field.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view/view.ts'

export interface ForgotPasswordPage {
  readonly username: string
  readonly label: string
  readonly problems: readonly Problem[]
}

export function forgotPasswordPage(view: View, page: ForgotPasswordPage): Html {
  const { messages } = view
  const input = {
    name: 'username',
    label: page.label,
    value: page.username,
    autocomplete: 'username',
    required: true,
    autofocus: true,
    isIdentifier: true,
  }
  const content = html`${field(input, page.problems)} ${submitButton(messages.sendCode, messages.working)}`
  return document(view, {
    title: messages.forgotTitle,
    lead: messages.forgotLead,
    graphic: 'PASSWORD',
    problems: page.problems,
    body: html`${form(view, '/forgotPassword', content)}
      <div class="below"><p>${pageLink(view, '/login', messages.backToSignIn)}</p></div>`,
  })
}
