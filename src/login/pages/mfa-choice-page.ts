import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view/view.ts'

export interface MfaChoicePage {
  /** Choosing how to verify, or what to set up. */
  readonly purpose: 'verify' | 'set-up'
  readonly factors: readonly string[]
  /** The page that takes another code in its place, where there is one. */
  readonly recoveryPath?: string | undefined
  readonly problems: readonly Problem[]
}

export function mfaChoicePage(view: View, page: MfaChoicePage): Html {
  const { messages } = view
  const isSetUp = page.purpose === 'set-up'
  const names: Readonly<Record<string, string>> = messages.mfaChoices
  const content = html`<fieldset>
      <legend>${messages.mfaChoiceLegend}</legend>
      ${page.factors.map(
        (factor, index) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="factor"
              value="${factor}"
              required${index === 0 ? html` checked` : ''}
            />${names[factor] ?? factor}</label
          >`,
      )}
    </fieldset>
    ${submitButton(messages.next, messages.working)}`
  return document(view, {
    title: isSetUp ? messages.mfaSetupTitle : messages.mfaChoiceTitle,
    ...(isSetUp ? { lead: messages.mfaSetupChoiceLead } : {}),
    problems: page.problems,
    body: html`${form(view, isSetUp ? '/mfaSetup' : '/mfaChoice', content)}
      <div class="below">
        ${page.recoveryPath ? html`<p>${pageLink(view, page.recoveryPath, messages.account.recoveryUse)}</p>` : ''}
        <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
      </div>`,
  })
}
