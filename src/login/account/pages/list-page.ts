import { html, type Html } from '../../view/html.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { itemList, type Item } from '../parts/item-list.ts'

export interface ListPage {
  readonly title: string
  readonly lead?: string
  readonly items: readonly Item[]
  /** What is said in the place of the items where there are none. */
  readonly nothing?: string
  readonly problems?: readonly Problem[]
  readonly below?: Html
}

/** What somebody has of one kind. */
export function listPage(page: AccountView, { title, lead, items, nothing, problems = [], below }: ListPage): Html {
  return accountDocument(page, {
    title,
    problems,
    ...(lead === undefined ? {} : { lead }),
    body: html`${items.length > 0 ? itemList(items) : nothing ? html`<p class="nothing">${nothing}</p>` : ''}
    ${below ? html`<div class="below">${below}</div>` : ''}`,
  })
}
