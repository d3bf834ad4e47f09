import { html, type Html } from '../../view/html.ts'
import { codeField } from '../../parts/code-field.ts'
import { form, pageLink, submitButton } from '../../parts/form.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { action } from '../parts/action.ts'

export interface ContactCodePage {
  /** Of the page that asked for the address. */
  readonly path: string
  readonly destination: string
  readonly problems: readonly Problem[]
}

/** Asks for the code that was sent to a new address. */
export function contactCodePage(page: AccountView, { path, destination, problems }: ContactCodePage): Html {
  const { view } = page
  const { messages } = view
  const { account } = messages
  const content = html`${codeField(messages, problems)} ${submitButton(messages.confirm, messages.working)}`
  return accountDocument(page, {
    title: account.contactCodeTitle,
    lead: messages.codeSentTo(destination),
    problems,
    body: html`${form(view, `${path}/code`, content)}
      <div class="below">
        ${action(view, { path, label: messages.resend, values: { action: 'verify' } })}
        <p>${pageLink(view, path, account.contactChangeAgain)}</p>
      </div>`,
  })
}
