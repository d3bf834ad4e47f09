import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view/view.ts'

/** Mail scanners open links: the link shows this button, and only the button spends the code. */
export function confirmLinkPage(view: View, page: { readonly problems: readonly Problem[] }): Html {
  const { messages } = view
  return document(view, {
    title: messages.confirmLinkTitle,
    lead: messages.confirmLinkLead,
    problems: page.problems,
    body: form(view, '/confirmUser', html`${submitButton(messages.confirm, messages.working)}`),
  })
}
