import { attribute, html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { form } from './form.ts'

export interface PasskeyForm {
  /** PublicKeyCredentialRequestOptionsJSON, or …CreationOptionsJSON: what the script asks the browser for. */
  readonly options: string
  readonly label: string
  /** Whether the script asks without being told to: as the page opens, or beside what the browser fills in. */
  readonly asks?: 'at-once' | 'with-autofill' | undefined
  readonly isQuiet?: boolean
  /** Makes a passkey instead of asking for one. */
  readonly isNew?: boolean
}

/** Sends what the browser's passkey answers. The script makes the buttons appear: nothing can be asked without it. */
export function passkeyForm(
  view: View,
  path: string,
  { options, label, asks, isQuiet = false, isNew = false }: PasskeyForm,
): Html {
  const { messages } = view
  const failed = isNew ? messages.passkeyNotMade : messages.passkeyFailed
  return form(
    view,
    path,
    html`<div
        class="actions"
        data-passkey="${isNew ? 'create' : 'get'}"
        data-options="${options}"
        data-failed="${failed}"
        ${attribute('data-asks', asks)}
        hidden
      >
        <input type="hidden" name="credential" />
        <button class="button${isQuiet ? ' quiet' : ''}" type="button" data-ask>${label}</button>
        ${isQuiet || isNew ? '' : html`<button class="button quiet" type="button" data-ask="hybrid">${messages.useOtherDevice}</button>`}
        <p class="hint" role="status"></p>
      </div>
      ${isQuiet ? '' : html`<noscript><p class="notice danger">${messages.passkeyNeedsScript}</p></noscript>`}`,
  )
}
