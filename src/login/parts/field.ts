import { attribute, html, type Html } from '../html.ts'
import { problemOf, type Problem } from '../view.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'email' | 'tel' | 'date'
  readonly value?: string
  readonly autocomplete: string
  readonly hint?: string
  readonly required?: boolean
  readonly autofocus?: boolean
  /** Names and addresses must reach us as typed. */
  readonly isIdentifier?: boolean
}

/** A labelled input with its hint and its problem, tied together for assistive technology. */
export function field(input: Field, problems: readonly Problem[]): Html {
  const problem = problemOf(problems, input.name)
  const describedBy = [input.hint && `${input.name}-hint`, problem && `${input.name}-error`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label for="${input.name}">${input.label}</label>
    ${input.hint ? html`<p class="hint" id="${input.name}-hint">${input.hint}</p>` : ''}
    ${problem ? html`<p class="field-error" id="${input.name}-error">${problem}</p>` : ''}
    <input
      id="${input.name}"
      name="${input.name}"
      type="${input.type ?? 'text'}"
      autocomplete="${input.autocomplete}"
      maxlength="2048"
      ${attribute('value', input.value)}${attribute(
        'aria-describedby',
        describedBy || undefined,
      )}${attribute('aria-invalid', problem ? 'true' : undefined)}${attribute('required', input.required)}${attribute(
        'autofocus',
        input.autofocus && problems.length === 0,
      )}${input.isIdentifier ? html` autocapitalize="none" spellcheck="false" autocorrect="off"` : ''}
    />
  </div>`
}
