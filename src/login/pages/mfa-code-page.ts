import { html, type Html } from '../view/html.ts'
import { codeField } from '../parts/code-field.ts'
import { document } from '../parts/document.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import type { SecondFactor } from '../view/second-factors.ts'
import type { Problem, View } from '../view/view.ts'

export interface MfaCodePage {
  readonly factor: SecondFactor
  /** Whether the person has another second factor to choose. */
  readonly hasOtherWays: boolean
  readonly destination: string | undefined
  /** For how long this browser could be remembered; undefined where it cannot. */
  readonly rememberedDays: number | undefined
  /** The page that takes another code in its place, where there is one. */
  readonly recoveryPath?: string | undefined
  readonly problems: readonly Problem[]
}

export function mfaCodePage(view: View, page: MfaCodePage): Html {
  const { messages } = view
  const content = html`${codeField(messages, page.problems)}
  ${page.rememberedDays === undefined ? '' : rememberDevice(view, page.rememberedDays)}
  ${submitButton(messages.verify, messages.working)}`
  return document(view, {
    title: messages.mfaTitle,
    graphic: graphics[page.factor],
    lead: lead(view, page),
    problems: page.problems,
    body: html`${form(view, '/mfa', content)}
      <div class="below">
        ${page.hasOtherWays ? html`<p>${pageLink(view, '/mfaChoice', messages.tryAnotherWay)}</p>` : ''}
        ${page.recoveryPath ? html`<p>${pageLink(view, page.recoveryPath, messages.account.recoveryUse)}</p>` : ''}
        <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
      </div>`,
  })
}

const graphics = { SOFTWARE_TOKEN_MFA: 'AUTH_APP', SMS_MFA: 'SMS', EMAIL_OTP: 'EMAIL' } as const

function rememberDevice({ messages }: View, days: number): Html {
  return html`<div class="field">
    <label class="check"
      ><input
        type="checkbox"
        name="remember"
        value="yes"
        aria-describedby="remember-hint"
      />${messages.rememberDevice}</label
    >
    <p class="hint" id="remember-hint">${messages.rememberDeviceHint(days)}</p>
  </div>`
}

function lead({ messages }: View, { factor, destination }: MfaCodePage): string {
  if (factor === 'SOFTWARE_TOKEN_MFA') return messages.mfaAppLead
  const to = destination ?? ''
  return factor === 'SMS_MFA' ? messages.mfaSmsLead(to) : messages.mfaEmailLead(to)
}
