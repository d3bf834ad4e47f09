import { html, type Html } from '../../view/html.ts'
import { document } from '../../parts/document.ts'
import { pageLink } from '../../parts/form.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'

interface Content {
  readonly title: string
  readonly lead?: Html | string
  readonly problems?: readonly Problem[]
  readonly body: Html
  /** Whether it is the page that all others lead back to. */
  readonly isFirst?: true
}

/** The frame of every page of the account centre: where one came from, what was done last, the page. */
export function accountDocument(page: AccountView, { title, lead, problems, body, isFirst }: Content): Html {
  const { view, continueTo, state } = page
  const { account } = view.messages
  const back = isFirst ? '' : html`<span class="back">${pageLink(view, '/account', account.back)}</span>`
  const away =
    continueTo === undefined ? '' : html`<a href="${continueTo.url}">${account.backToApp(continueTo.client.name)}</a>`
  return document(view, {
    title,
    body,
    ...(lead === undefined ? {} : { lead }),
    ...(problems === undefined ? {} : { problems }),
    ...(state?.notice === undefined || problems?.length ? {} : { notice: account[state.notice] }),
    frame: {
      name: 'account',
      stylesheet: view.assets.accountCss,
      top: back || away ? html`<div class="ways row">${back}${away}</div>` : html``,
    },
  })
}
