import { html, type Html } from '../view/html.ts'
import { codeField } from '../parts/code-field.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import { softwareTokenSecret } from '../parts/software-token.ts'
import type { Problem, View } from '../view/view.ts'

export interface MfaSetupAppPage {
  /** Base32. */
  readonly secret: string
  readonly otpauthUri: string
  /** Whether something else can be set up in its place. */
  readonly hasOtherWays: boolean
  readonly problems: readonly Problem[]
}

export function mfaSetupAppPage(view: View, page: MfaSetupAppPage): Html {
  const { messages } = view
  const content = html`${codeField(messages, page.problems)} ${submitButton(messages.verify, messages.working)}`
  return document(view, {
    title: messages.mfaSetupTitleApp,
    problems: page.problems,
    body: html`${softwareTokenSecret(messages, page)} ${form(view, '/mfaSetupApp', content)}
      <div class="below">
        ${page.hasOtherWays ? html`<p>${pageLink(view, '/mfaSetup', messages.tryAnotherWay)}</p>` : ''}
        <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
      </div>`,
  })
}
