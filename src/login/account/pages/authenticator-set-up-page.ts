import { html, type Html } from '../../view/html.ts'
import { codeField } from '../../parts/code-field.ts'
import { form, pageLink, submitButton } from '../../parts/form.ts'
import { softwareTokenSecret } from '../../parts/software-token.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'

export interface AuthenticatorSetUpPage {
  /** Base32. */
  readonly secret: string
  readonly otpauthUri: string
  readonly problems: readonly Problem[]
}

export function authenticatorSetUpPage(page: AccountView, content: AuthenticatorSetUpPage): Html {
  const { view } = page
  const { messages } = view
  const fields = html`${codeField(messages, content.problems)} ${submitButton(messages.verify, messages.working)}`
  return accountDocument(page, {
    title: messages.mfaSetupTitleApp,
    problems: content.problems,
    body: html`${softwareTokenSecret(messages, content)} ${form(view, '/account/authenticator/set-up', fields)}
      <div class="below"><p>${pageLink(view, '/account/authenticator', messages.account.cancel)}</p></div>`,
  })
}
