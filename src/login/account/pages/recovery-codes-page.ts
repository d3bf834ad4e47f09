import { html, type Html } from '../../view/html.ts'
import { pageLink } from '../../parts/form.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountView } from '../account-view.ts'
import { accountDocument } from '../parts/account-document.ts'
import { action } from '../parts/action.ts'

const path = '/account/recovery-codes'

export interface RecoveryCodesPage {
  /** What is left of which, and when they were made; undefined where there are none. */
  readonly state: { readonly left: string; readonly made: string } | undefined
  readonly problems: readonly Problem[]
}

export function recoveryCodesPage(page: AccountView, { state, problems }: RecoveryCodesPage): Html {
  const { view } = page
  const { account } = view.messages
  return accountDocument(page, {
    title: account.recoveryTitle,
    lead: account.recoveryLead,
    problems,
    body: state
      ? html`<p class="nothing"><strong>${state.left}</strong><br />${state.made}</p>
          <p class="hint">${account.recoveryMakeAgainHint}</p>
          ${action(view, { path, label: account.recoveryMakeAgain, values: {} })}`
      : html`<p class="nothing">${account.recoveryNone}</p>
          ${action(view, { path, label: account.recoveryMake, values: {} })}`,
  })
}

/** The codes themselves, which nobody sees again. */
export function newRecoveryCodesPage(page: AccountView, codes: readonly string[]): Html {
  const { view } = page
  const { messages } = view
  const { account } = messages
  const text = `${codes.join('\n')}\n`
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`
  return accountDocument(page, {
    title: account.recoveryOnceTitle,
    lead: account.recoveryOnceLead,
    body: html`<ol class="codes" dir="ltr">
        ${codes.map((code) => html`<li>${code}</li>`)}
      </ol>
      <div class="codes-ways">
        <button
          class="button small quiet"
          type="button"
          id="copy"
          data-copy="${text}"
          data-done="${messages.copied}"
          hidden
        >
          ${account.recoveryCopy}
        </button>
        <a class="button small quiet" href="${file}" download="${account.recoveryFile}">${account.recoveryDownload}</a>
        <button class="button small quiet" type="button" data-print hidden>${account.recoveryPrint}</button>
      </div>
      <p class="hint" id="copy-status" role="status"></p>
      <p class="below">${pageLink(view, path, account.recoveryDone)}</p>`,
  })
}
