import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view/view.ts'

/** Says that more is asked for before anything is: nobody gets a code for having opened a page. */
export function stepUpPage(view: View, username: string, problems: readonly Problem[] = []): Html {
  const { messages } = view
  const onward = html`<input type="hidden" name="stepUp" value="yes" />
    ${submitButton(messages.next, messages.working)}`
  const other = html`<button class="link" type="submit" name="stepUp" value="no">${messages.useOtherAccount}</button>`
  return document(view, {
    title: messages.stepUpTitle,
    lead: messages.stepUpLead(view.appName),
    problems,
    body: html`<p class="identity"><bdi>${username}</bdi></p>
      ${form(view, '/login', onward)}
      <div class="below">${form(view, '/login', other)}</div>`,
  })
}
