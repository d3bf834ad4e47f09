import { html, type Html } from '../../view/html.ts'
import { field } from '../../parts/field.ts'
import { form } from '../../parts/form.ts'
import type { Problem, View } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { action } from '../parts/action.ts'
import { itemList } from '../parts/item-list.ts'

export interface ShownPasskey {
  readonly id: string
  readonly name: string
  readonly details: readonly string[]
}

export interface PasskeysPage {
  readonly passkeys: readonly ShownPasskey[]
  /** Where the browser makes one. */
  readonly addUrl: string
  readonly problems: readonly Problem[]
}

const path = '/account/passkeys'

export function passkeysPage(page: AccountView, { passkeys, addUrl, problems }: PasskeysPage): Html {
  const { view } = page
  const { account } = view.messages
  const items = passkeys.map((passkey) => ({
    title: passkey.name,
    details: passkey.details,
    actions: html`${rename(view, passkey)} ${remove(view, passkey)}`,
  }))
  return accountDocument(page, {
    title: account.passkeysTitle,
    lead: account.passkeysLead,
    problems,
    body: html`${items.length > 0 ? itemList(items) : html`<p class="nothing">${account.passkeysNone}</p>`}
      <p><a class="button" href="${addUrl}">${account.passkeyAdd}</a></p>`,
  })
}

function rename(view: View, { id, name }: ShownPasskey): Html {
  const { account } = view.messages
  const input = { name: 'name', id: `name-${id}`, label: account.passkeyName, value: name, autocomplete: 'off' }
  const content = html`<input type="hidden" name="action" value="rename" />
    <input type="hidden" name="passkey" value="${id}" />
    ${field({ ...input, required: true }, [])}
    <button class="button small" type="submit">${account.save}</button>`
  return html`<details>
    <summary>${account.passkeyRename}<span class="hidden"> ${name}</span></summary>
    ${form(view, path, content)}
  </details>`
}

/** Asked for twice, without a page of its own. */
function remove(view: View, { id, name }: ShownPasskey): Html {
  const { account } = view.messages
  const values = { action: 'remove', passkey: id }
  return html`<details>
    <summary>${account.remove}<span class="hidden"> ${name}</span></summary>
    <p>${account.passkeyRemoveLead(name)}</p>
    ${action(view, { path, label: account.remove, values, of: name, kind: 'danger' })}
  </details>`
}
