import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { field } from '../parts/field.ts'
import { form, pageLink, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view/view.ts'

/** In the place of the page that asks for a second factor; `back` is that one. */
export function recoveryCodePage(
  view: View,
  { back, problems }: { readonly back: string; readonly problems: readonly Problem[] },
): Html {
  const { messages } = view
  const { account } = messages
  const input = {
    name: 'code',
    label: account.recoveryCode,
    autocomplete: 'off',
    required: true,
    autofocus: true,
    isIdentifier: true,
  }
  const content = html`${field(input, problems)} ${submitButton(messages.verify, messages.working)}`
  return document(view, {
    title: account.recoveryUse,
    lead: account.recoveryUseLead,
    problems,
    body: html`${form(view, '/recoveryCode', content)}
      <div class="below"><p>${pageLink(view, back, account.cancel)}</p></div>`,
  })
}
