import { attribute, html, type Html } from '../view/html.ts'
import { problemOf, type Problem } from '../view/view.ts'

export interface Field {
  readonly name: string
  /** Its name unless given. */
  readonly id?: string
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

/** Addresses and numbers are written from left to right in every language. */
const latin: ReadonlySet<string> = new Set(['email', 'tel', 'url'])

/** A labelled input with its hint and its problem, tied together for assistive technology. */
export function field(input: Field, problems: readonly Problem[]): Html {
  const { id = input.name } = input
  const problem = problemOf(problems, id)
  const describedBy = [input.hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ')
  return html`<div class="field">
    <label class="label-customizable" for="${id}">${input.label}</label>
    ${input.hint ? html`<p class="hint" id="${id}-hint">${input.hint}</p>` : ''}
    ${problem ? html`<p class="field-error" id="${id}-error">${problem}</p>` : ''}
    <input
      class="inputField-customizable"
      id="${id}"
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
      )}${attribute('dir', latin.has(input.type ?? 'text') && 'ltr')}${input.isIdentifier ? html` autocapitalize="none" spellcheck="false" autocorrect="off"` : ''}
    />
  </div>`
}
