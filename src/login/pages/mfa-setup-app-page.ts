import { renderSVG } from 'uqr'
import { html, raw, type Html } from '../html.ts'
import { codeField } from '../parts/code-field.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view.ts'

export interface MfaSetupAppPage {
  /** Base32. */
  readonly secret: string
  readonly otpauthUri: string
  readonly problems: readonly Problem[]
}

export function mfaSetupAppPage(view: View, page: MfaSetupAppPage): Html {
  const { messages } = view
  const key = page.secret.match(/.{1,4}/g)?.join(' ') ?? page.secret
  const content = html`${codeField(messages, page.problems)} ${submitButton(messages.verify, messages.working)}`
  return document(view, {
    title: messages.mfaSetupTitleApp,
    problems: page.problems,
    body: html`<ol class="steps">
        ${messages.mfaSetupSteps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <div class="qr">
        <div role="img" aria-label="${messages.qrAlternative}">${raw(renderSVG(page.otpauthUri, { border: 0 }))}</div>
        <p class="hidden" id="key-label">${messages.manualKey}</p>
        <div class="key" dir="ltr" role="group" aria-labelledby="key-label">${key}</div>
        <p class="hint row">
          <button class="link" type="button" id="copy" data-copy="${page.secret}" data-done="${messages.copied}" hidden>
            ${messages.copyKey}
          </button>
          <a href="${page.otpauthUri}">${messages.openApp}</a>
        </p>
        <p class="hint" id="copy-status" role="status"></p>
      </div>
      ${form(view, '/mfaSetupApp', content)}
      <div class="below"><p>${pageLink(view, '/login', messages.backToSignIn)}</p></div>`,
  })
}
