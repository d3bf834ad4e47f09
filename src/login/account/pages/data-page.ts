import { html, type Html } from '../../view/html.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'

export function dataPage(page: AccountView, { path }: { readonly path: string }): Html {
  const { view } = page
  const { account } = view.messages
  return accountDocument(page, {
    title: account.exportTitle,
    lead: account.exportLead,
    body: html`<a class="button" href="${view.basePath}${path}" download>${account.exportButton}</a>`,
  })
}
