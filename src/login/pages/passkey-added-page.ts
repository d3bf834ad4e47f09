import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import type { View } from '../view/view.ts'

/** The passkey is there, and its keeper hears of it (`view.signals`). */
export function passkeyAddedPage(view: View): Html {
  const { messages } = view
  const content = html`<input type="hidden" name="answer" value="done" />
    ${submitButton(messages.continueToApp(view.appName), messages.working)}`
  return document(view, {
    title: messages.passkeyAddedTitle,
    graphic: 'PASSKEY',
    lead: messages.passkeyAddedLead,
    body: form(view, '/passkeys/add', content),
  })
}
