import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form } from '../parts/form.ts'
import type { View } from '../view/view.ts'

/** Tells the keeper of passkeys what `view.signals` has, and goes on: the script presses the button. */
export function passkeysToldPage(view: View): Html {
  const { messages } = view
  const content = html`<input type="hidden" name="answer" value="done" />
    <button class="button submitButton-customizable" type="submit" data-onward>
      ${messages.continueToApp(view.appName)}
    </button>`
  return document(view, { title: messages.working, body: form(view, '/passkeys/add', content) })
}
