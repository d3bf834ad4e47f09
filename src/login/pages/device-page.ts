import { attribute, html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form, submitButton } from '../parts/form.ts'
import { problemOf, type Problem, type View } from '../view/view.ts'

export interface DevicePage {
  /** Out of the address that the device showed, or as typed. */
  readonly code: string
  readonly problems: readonly Problem[]
}

export const deviceCodeField = 'user_code'

/** Where people type the code that a device shows them. */
export function devicePage(view: View, { code, problems }: DevicePage): Html {
  const { messages } = view
  const problem = problemOf(problems, deviceCodeField)
  const field = html`<div class="field">
    <label class="label-customizable" for="${deviceCodeField}">${messages.code}</label>
    ${problem ? html`<p class="field-error" id="${deviceCodeField}-error">${problem}</p>` : ''}
    <input
      class="code inputField-customizable"
      id="${deviceCodeField}"
      name="${deviceCodeField}"
      type="text"
      dir="ltr"
      autocomplete="off"
      autocapitalize="characters"
      autocorrect="off"
      spellcheck="false"
      maxlength="64"
      required${attribute('value', code || undefined)}${attribute(
        'aria-describedby',
        problem ? `${deviceCodeField}-error` : undefined,
      )}${attribute('aria-invalid', problem ? 'true' : undefined)}${attribute('autofocus', problems.length === 0)}
    />
  </div>`
  return document(view, {
    title: messages.deviceTitle,
    lead: messages.deviceLead,
    problems,
    body: form(view, '/device', html`${field} ${submitButton(messages.next, messages.working)}`),
  })
}
