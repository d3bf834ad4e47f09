import { attribute, html, type Html } from '../html.ts'
import type { View } from '../view.ts'
import { form } from './form.ts'

export interface PasskeyForm {
  /** PublicKeyCredentialRequestOptionsJSON: what the script asks the browser for. */
  readonly options: string
  readonly label: string
  readonly isAskedAtOnce?: boolean
}

/** Sends what the browser's passkey answers. The script makes the buttons appear: nothing can be asked without it. */
export function passkeyForm(view: View, path: string, { options, label, isAskedAtOnce }: PasskeyForm): Html {
  const { messages } = view
  return form(
    view,
    path,
    html`<div
        class="actions"
        data-passkey
        data-options="${options}"
        data-failed="${messages.passkeyFailed}"
        ${attribute('data-at-once', isAskedAtOnce)}
        hidden
      >
        <input type="hidden" name="credential" />
        <button class="button" type="button" data-ask>${label}</button>
        <button class="button quiet" type="button" data-ask="hybrid">${messages.useOtherDevice}</button>
        <p class="hint" role="status"></p>
      </div>
      <noscript><p class="notice danger">${messages.passkeyNeedsScript}</p></noscript>`,
  )
}
