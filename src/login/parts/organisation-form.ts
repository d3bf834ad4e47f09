import { html, type Html } from '../view/html.ts'
import type { Problem, View } from '../view/view.ts'
import { field } from './field.ts'
import { form, submitButton } from './form.ts'

/** Finds the sign-in of somebody's organisation by the domain of their address. */
export function organisationForm(view: View, email: string, problems: readonly Problem[]): Html {
  const { messages } = view
  const input = {
    name: 'email',
    id: 'organisation',
    label: messages.workEmail,
    type: 'email' as const,
    value: email,
    autocomplete: 'email',
    hint: messages.organisationLead,
    required: true,
    isIdentifier: true,
  }
  return form(view, '/organisation', html`${field(input, problems)} ${submitButton(messages.next, messages.working)}`)
}
