import { attribute, html, type Html } from '../view/html.ts'
import type { Messages } from '../../messages/en.ts'
import { problemOf, type Problem } from '../view/view.ts'

/** One input for the whole code, so that phones fill it in and anything that contains it can be pasted. */
export function codeField(messages: Messages, problems: readonly Problem[], digits = 6): Html {
  const problem = problemOf(problems, 'code')
  return html`<div class="field">
    <label class="label-customizable" for="code">${messages.code}</label>
    ${problem ? html`<p class="field-error" id="code-error">${problem}</p>` : ''}
    <input
      class="code inputField-customizable"
      id="code"
      name="code"
      type="text"
      dir="ltr"
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength="64"
      data-digits="${digits}"
      required${attribute(
        'aria-describedby',
        problem ? 'code-error' : undefined,
      )}${attribute('aria-invalid', problem ? 'true' : undefined)}${attribute('autofocus', problems.length === 0)}
    />
  </div>`
}
