import { html, type Html } from '../html.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import { signal } from '../parts/signal.ts'
import type { View } from '../view.ts'

export interface PasskeyAddedPage {
  readonly username: string
  readonly rpId: string
  /** In base64url. */
  readonly userId: string
  readonly credentialIds: readonly string[]
}

/** The passkey is there, and its keeper hears which ones the account has now and what it is called. */
export function passkeyAddedPage(view: View, { username, rpId, userId, credentialIds }: PasskeyAddedPage): Html {
  const { messages } = view
  const content = html`<input type="hidden" name="answer" value="done" />
    ${submitButton(messages.continueToApp(view.appName), messages.working)}`
  return document(view, {
    title: messages.passkeyAddedTitle,
    graphic: 'PASSKEY',
    lead: messages.passkeyAddedLead,
    body: html`${signal({ name: 'signalAllAcceptedCredentials', rpId, userId, allAcceptedCredentialIds: credentialIds })}
    ${signal({ name: 'signalCurrentUserDetails', rpId, userId, userName: username, displayName: username })}
    ${form(view, '/passkeys/add', content)}`,
  })
}
