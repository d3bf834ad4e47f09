import { html, type Html } from '../view/html.ts'
import { codeField } from '../parts/code-field.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import { resendForm } from '../parts/resend-form.ts'
import type { Problem, View } from '../view/view.ts'

export interface ConfirmSignUpPage {
  /** Masked. Unknown when the person comes back later. */
  readonly destination: string | undefined
  readonly secondsUntilResend: number
  readonly problems: readonly Problem[]
  readonly notice?: string | undefined
}

export function confirmSignUpPage(view: View, page: ConfirmSignUpPage): Html {
  const { messages } = view
  const content = html`${codeField(messages, page.problems)} ${submitButton(messages.confirm, messages.working)}`
  return document(view, {
    title: messages.confirmTitle,
    graphic: 'EMAIL',
    lead: page.destination ? messages.codeSentTo(page.destination) : messages.codeSent,
    problems: page.problems,
    ...(page.notice ? { notice: page.notice } : {}),
    body: html`${form(view, '/confirm', content)}
      <div class="below">
        ${resendForm(view, '/resendcode', page.secondsUntilResend)}
        <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
      </div>`,
  })
}
