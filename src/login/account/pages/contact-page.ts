import { html, type Html } from '../../view/html.ts'
import { field, type Field } from '../../parts/field.ts'
import { form, submitButton } from '../../parts/form.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { action } from '../parts/action.ts'

export interface ContactPage {
  readonly path: string
  readonly title: string
  readonly field: Field
  /** The address that counts, and whether a code for it was ever entered. */
  readonly current: { readonly value: string; readonly isVerified: boolean } | undefined
  /** Whether the pool lets people do without it. */
  readonly isRemovable: boolean
  readonly problems: readonly Problem[]
}

/** Asks for another address to reach the person at. */
export function contactPage(
  page: AccountView,
  { path, title, field: input, current, isRemovable, problems }: ContactPage,
): Html {
  const { view } = page
  const { account, sendCode, working } = view.messages
  return accountDocument(page, {
    title,
    lead: account.contactLead,
    problems,
    body: html`${
      current === undefined
        ? ''
        : html`<div class="current">
            <p>${account.contactNow(current.isVerified ? current.value : account.notVerified(current.value))}</p>
            ${
              current.isVerified
                ? ''
                : action(view, { path, label: account.contactVerifyNow, values: { action: 'verify' } })
            }
          </div>`
    }
    ${form(view, path, html`${field(input, problems)} ${submitButton(sendCode, working)}`)}
    ${
      isRemovable && current !== undefined
        ? html`<div class="below">
            ${action(view, { path, label: account.remove, values: { action: 'remove' }, of: title, kind: 'danger' })}
          </div>`
        : ''
    }`,
  })
}
