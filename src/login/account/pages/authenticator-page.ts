import { html, type Html } from '../../view/html.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { action } from '../parts/action.ts'

export interface AuthenticatorPage {
  readonly isSetUp: boolean
  readonly problems: readonly Problem[]
}

const path = '/account/authenticator'

export function authenticatorPage(page: AccountView, { isSetUp, problems }: AuthenticatorPage): Html {
  const { view } = page
  const { account } = view.messages
  const begin = (label: string): Html => action(view, { path, label, values: { action: 'begin' } })
  return accountDocument(page, {
    title: account.authenticatorTitle,
    lead: account.authenticatorLead,
    problems,
    body: isSetUp
      ? html`<p class="nothing">${account.authenticatorOn}</p>
          <div class="actions">
            <div>
              <p class="hint">${account.authenticatorReplaceHint}</p>
              ${begin(account.authenticatorReplace)}
            </div>
            <details>
              <summary>${account.remove}</summary>
              <p>${account.authenticatorRemoveLead}</p>
              ${action(view, { path, label: account.remove, values: { action: 'remove' }, kind: 'danger' })}
            </details>
          </div>`
      : html`<p class="nothing">${account.authenticatorOff}</p>
          ${begin(account.authenticatorSetUp)}`,
  })
}
