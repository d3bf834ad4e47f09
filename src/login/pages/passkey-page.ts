import { html, type Html } from '../view/html.ts'
import { below } from '../parts/below.ts'
import { document } from '../parts/document.ts'
import { identity } from '../parts/identity.ts'
import { passkeyForm } from '../parts/passkey-form.ts'
import type { Problem, View } from '../view/view.ts'

export interface PasskeyPage {
  readonly username: string
  /** PublicKeyCredentialRequestOptionsJSON. */
  readonly options: string
  readonly hasOtherWays: boolean
  readonly problems: readonly Problem[]
}

/** A passkey of somebody who has said who they are. The browser is asked at once, unless something went wrong. */
export function passkeyPage(view: View, page: PasskeyPage): Html {
  const { messages } = view
  const { options, problems } = page
  return document(view, {
    title: messages.passkeyTitle,
    graphic: 'PASSKEY',
    lead: messages.passkeyLead,
    problems,
    body: html`${identity(view, page.username)}
    ${passkeyForm(view, '/passkey', { options, label: messages.usePasskey, asks: problems.length === 0 ? 'at-once' : undefined })}
    ${below(view, { hasOtherWays: page.hasOtherWays })}`,
  })
}
