import { html, type Html } from '../html.ts'
import { document } from '../parts/document.ts'
import { field } from '../parts/field.ts'
import { form, submitButton } from '../parts/form.ts'
import type { Problem, View } from '../view.ts'

export function mfaSetupEmailPage(
  view: View,
  page: { readonly email: string; readonly problems: readonly Problem[] },
): Html {
  const { messages } = view
  const input = {
    name: 'email',
    label: messages.email,
    type: 'email' as const,
    value: page.email,
    autocomplete: 'email',
    required: true,
    autofocus: true,
    isIdentifier: true,
  }
  const content = html`${field(input, page.problems)} ${submitButton(messages.sendCode, messages.working)}`
  return document(view, {
    title: messages.mfaSetupTitleEmail,
    graphic: 'EMAIL',
    problems: page.problems,
    body: form(view, '/mfaSetupEmail', content),
  })
}
