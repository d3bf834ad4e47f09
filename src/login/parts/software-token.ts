import { renderSVG } from 'uqr'
import { html, raw, type Html } from '../view/html.ts'
import type { Messages } from '../../messages/en.ts'

/** The secret of an authenticator app: to be scanned, typed or opened, and never asked for again. */
export function softwareTokenSecret(
  messages: Messages,
  { secret, otpauthUri }: { readonly secret: string; readonly otpauthUri: string },
): Html {
  const key = secret.match(/.{1,4}/g)?.join(' ') ?? secret
  return html`<ol class="steps">
      ${messages.mfaSetupSteps.map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="qr">
      <div role="img" aria-label="${messages.qrAlternative}">${raw(renderSVG(otpauthUri, { border: 0 }))}</div>
      <p class="hidden" id="key-label">${messages.manualKey}</p>
      <div class="key" dir="ltr" role="group" aria-labelledby="key-label">${key}</div>
      <p class="hint row">
        <button class="link" type="button" id="copy" data-copy="${secret}" data-done="${messages.copied}" hidden>
          ${messages.copyKey}
        </button>
        <a href="${otpauthUri}">${messages.openApp}</a>
      </p>
      <p class="hint" id="copy-status" role="status"></p>
    </div>`
}
