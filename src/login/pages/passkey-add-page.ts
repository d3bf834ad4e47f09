import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form } from '../parts/form.ts'
import { hiddenUsername } from '../parts/hidden-username.ts'
import { passkeyForm } from '../parts/passkey-form.ts'
import type { Problem, View } from '../view/view.ts'

export interface PasskeyAddPage {
  readonly username: string
  /** PublicKeyCredentialCreationOptionsJSON; undefined where the account has all that it can have. */
  readonly options: string | undefined
  /** Whether it was offered, so that it can be refused for good. */
  readonly isOffer: boolean
  readonly problems: readonly Problem[]
}

/** Makes a passkey, or goes on without. A browser that filled the password in may make one by itself. */
export function passkeyAddPage(view: View, page: PasskeyAddPage): Html {
  const { messages } = view
  const { options, isOffer, problems } = page
  const refusals = html`${hiddenUsername(page.username)}
    <button class="button quiet" type="submit" name="answer" value="later">${messages.notNow}</button>
    ${isOffer ? html`<button class="link" type="submit" name="answer" value="never">${messages.doNotAskAgain}</button>` : ''}`
  const asks = isOffer && problems.length === 0 ? 'with-autofill' : undefined
  return document(view, {
    title: messages.passkeyAddTitle,
    graphic: 'PASSKEY',
    lead: messages.passkeyAddLead,
    problems,
    body: html`<p class="identity"><bdi>${page.username}</bdi></p>
      ${options ? passkeyForm(view, '/passkeys/add', { options, label: messages.createPasskey, isNew: true, asks }) : ''}
      <div class="refusals">${form(view, '/passkeys/add', refusals)}</div>`,
  })
}
