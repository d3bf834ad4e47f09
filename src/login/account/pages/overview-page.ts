import { html, type Html } from '../../view/html.ts'
import { pageLink } from '../../parts/form.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { action } from '../parts/action.ts'
import { dayText } from '../../../messages/day-text.ts'

export interface OverviewRow {
  readonly path: string
  readonly label: string
  readonly value?: string
}

export interface OverviewPage {
  /** As the person calls themselves. */
  readonly name: string
  readonly sections: readonly { readonly title: string; readonly rows: readonly OverviewRow[] }[]
  /** When the account will be deleted, where that is coming. */
  readonly deletionAt: Date | undefined
}

export function overviewPage(page: AccountView, { name, sections, deletionAt }: OverviewPage): Html {
  const { view } = page
  const { account } = view.messages
  return accountDocument(page, {
    title: account.title,
    lead: account.lead(name),
    isFirst: true,
    body: html`${
        deletionAt === undefined
          ? ''
          : html`<div class="notice danger">
              <p>${account.deleteComing(dayText(view.messages, deletionAt))}</p>
              ${action(view, { path: '/account', label: account.deleteStop, values: { action: 'keep' } })}
            </div>`
      }
      ${sections.map(
        ({ title, rows }) =>
          html`<section class="group">
            <h2>${title}</h2>
            <ul class="rows">
              ${rows.map(
                ({ path, label, value }) =>
                  html`<li>
                    ${pageLink(view, path, label)}${value === undefined ? '' : html`<span class="value">${value}</span>`}
                  </li>`,
              )}
            </ul>
          </section>`,
      )}
      <div class="below">
        ${action(view, { path: '/account', label: account.signOut, values: { action: 'sign-out' } })}
      </div>`,
  })
}
