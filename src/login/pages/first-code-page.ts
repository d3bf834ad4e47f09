import { html, type Html } from '../view/html.ts'
import type { PageMethod } from '../view/page-methods.ts'
import { below } from '../parts/below.ts'
import { codeField } from '../parts/code-field.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import { hiddenUsername } from '../parts/hidden-username.ts'
import { identity } from '../parts/identity.ts'
import { resendForm } from '../parts/resend-form.ts'
import type { Problem, View } from '../view/view.ts'

export interface FirstCodePage {
  readonly username: string
  readonly method: Extract<PageMethod, 'EMAIL_OTP' | 'SMS_OTP'>
  /** Masked. */
  readonly destination: string
  readonly secondsUntilResend: number
  readonly hasOtherWays: boolean
  readonly problems: readonly Problem[]
  readonly notice?: string | undefined
}

/** Cognito: a code in the place of a password is longer than one beside it. */
const digits = 8

/** A code in the place of a password. */
export function firstCodePage(view: View, page: FirstCodePage): Html {
  const { messages } = view
  const lead = page.method === 'SMS_OTP' ? messages.mfaSmsLead : messages.mfaEmailLead
  const content = html`${hiddenUsername(page.username)} ${codeField(messages, page.problems, digits)}
  ${submitButton(messages.signIn, messages.signingIn)}`
  const again = resendForm(view, '/choose', page.secondsUntilResend, { method: page.method })
  return document(view, {
    title: messages.firstCodeTitle,
    graphic: page.method === 'SMS_OTP' ? 'SMS' : 'EMAIL',
    lead: `${lead(page.destination)} ${messages.firstCodeDigits(digits)}`,
    problems: page.problems,
    ...(page.notice ? { notice: page.notice } : {}),
    body: html`${identity(view, page.username)} ${form(view, '/code', content)}
    ${below(view, { hasOtherWays: page.hasOtherWays, more: again })}`,
  })
}
