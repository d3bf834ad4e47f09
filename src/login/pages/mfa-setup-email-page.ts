import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { field } from '../parts/field.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view/view.ts'

export interface MfaSetupEmailPage {
  readonly email: string
  /** Whether something else can be set up in its place. */
  readonly hasOtherWays: boolean
  readonly problems: readonly Problem[]
}

export function mfaSetupEmailPage(view: View, page: MfaSetupEmailPage): Html {
  const { messages } = view
  const input = {
    name: 'email',
    label: messages.email,
    type: 'email' as const,
    value: page.email,
    autocomplete: 'email',
    required: true,
    autofocus: true,
    isIdentifier: true,
  }
  const content = html`${field(input, page.problems)} ${submitButton(messages.sendCode, messages.working)}`
  return document(view, {
    title: messages.mfaSetupTitleEmail,
    graphic: 'EMAIL',
    problems: page.problems,
    body: html`${form(view, '/mfaSetupEmail', content)}
      <div class="below">
        ${page.hasOtherWays ? html`<p>${pageLink(view, '/mfaSetup', messages.tryAnotherWay)}</p>` : ''}
        <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
      </div>`,
  })
}
