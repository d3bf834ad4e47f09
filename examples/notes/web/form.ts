import { element } from './dom.ts'
import { messageOf } from './messages.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'email' | 'password' | 'tel'
  readonly autocomplete: string
  readonly hint?: string
  readonly value?: string
  readonly isCode?: boolean
  readonly isOptional?: boolean
}

export interface FormOptions {
  /** Tells the form's fields from those of other forms on the page. */
  readonly id?: string
  readonly lead?: string
  readonly fields: readonly Field[]
  readonly submit: string
  readonly onSubmit: (values: Readonly<Record<string, string>>) => Promise<void>
  /** A username that goes with the password field, for password managers. */
  readonly username?: string
}

/** A form whose errors are announced, focused and tied to their fields; the password is never kept on an error. */
export function form({ id = 'field', lead, fields, submit, onSubmit, username }: FormOptions): HTMLFormElement {
  const errors = element('div', { id: `${id}-error`, class: 'error', role: 'alert', tabindex: -1, hidden: true })
  const button = element('button', { class: 'primary', type: 'submit' }, submit)
  const made = element(
    'form',
    { novalidate: true },
    lead !== undefined && element('p', { class: 'lead' }, lead),
    errors,
    username !== undefined &&
      element('input', {
        class: 'unseen',
        type: 'text',
        name: 'username',
        autocomplete: 'username',
        value: username,
        readonly: true,
        tabindex: -1,
        'aria-hidden': 'true',
      }),
    ...fields.map((field) => fieldRow(field, `${id}-${field.name}`)),
    button,
  )
  made.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  const send = async () => {
    if (button.disabled) return
    clearErrors(made, errors)
    const values = Object.fromEntries(fields.map((field) => [field.name, valueIn(made, field)]))
    const missing = fields.find((field) => field.isOptional !== true && values[field.name] === '')
    if (missing !== undefined) return fail(made, errors, `Enter ${lowerFirst(missing.label)}.`, missing.name)
    const slow = setTimeout(() => button.setAttribute('data-busy', 'true'), 400)
    button.disabled = true
    try {
      await onSubmit(values)
    } catch (error) {
      for (const input of made.querySelectorAll<HTMLInputElement>('input[type=password]')) input.value = ''
      fail(made, errors, messageOf(error), fields.length === 1 ? fields[0]?.name : undefined)
    } finally {
      clearTimeout(slow)
      button.disabled = false
      button.removeAttribute('data-busy')
    }
  }
  return made
}

function fieldRow(field: Field, id: string): HTMLElement {
  const hintId = field.hint === undefined ? undefined : `${id}-hint`
  const input = element('input', {
    id,
    name: field.name,
    type: field.type ?? 'text',
    autocomplete: field.autocomplete,
    value: field.value,
    'aria-describedby': hintId,
    autocapitalize: 'none',
    spellcheck: 'false',
    maxlength: 256,
    ...(field.isCode === true && { inputmode: 'numeric', pattern: '[0-9]*', class: 'code', maxlength: 40 }),
  })
  return element(
    'div',
    { class: 'field' },
    element('label', { for: id }, field.label),
    field.hint !== undefined && element('p', { class: 'hint', id: `${id}-hint` }, field.hint),
    field.type === 'password' ? element('div', { class: 'with-button' }, input, showButton(input)) : input,
  )
}

function showButton(input: HTMLInputElement): HTMLButtonElement {
  const button = element('button', { type: 'button', 'aria-pressed': 'false', 'aria-controls': input.id }, 'Show')
  const set = (isShown: boolean) => {
    input.type = isShown ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(isShown))
    button.textContent = isShown ? 'Hide' : 'Show'
  }
  button.addEventListener('click', () => set(input.type === 'password'))
  queueMicrotask(() => input.form?.addEventListener('submit', () => set(false), { capture: true }))
  return button
}

/** "123 456", "123-456" and digits of other scripts are the same code. */
function valueIn(made: HTMLFormElement, field: Field): string {
  const raw = made.querySelector<HTMLInputElement>(`[name="${field.name}"]`)?.value ?? ''
  if (field.type === 'password') return raw
  return field.isCode === true ? raw.normalize('NFKC').replace(/\D/g, '') : raw.trim()
}

function fail(made: HTMLFormElement, errors: HTMLElement, text: string, name: string | undefined): void {
  const input = name === undefined ? null : made.querySelector<HTMLInputElement>(`[name="${name}"]`)
  errors.replaceChildren(
    input === null ? text : element('a', { href: `#${input.id}`, onclick: (event) => focus(event, input) }, text),
  )
  errors.hidden = false
  input?.setAttribute('aria-invalid', 'true')
  input?.setAttribute('aria-describedby', [input.getAttribute('aria-describedby'), errors.id].filter(Boolean).join(' '))
  if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`
  errors.focus()
}

function focus(event: Event, input: HTMLElement): void {
  event.preventDefault()
  input.focus()
}

function clearErrors(made: HTMLFormElement, errors: HTMLElement): void {
  errors.hidden = true
  document.title = document.title.replace(/^Error: /, '')
  for (const input of made.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid')
    const rest = (input.getAttribute('aria-describedby') ?? '').replace(errors.id, '').trim()
    if (rest === '') input.removeAttribute('aria-describedby')
    else input.setAttribute('aria-describedby', rest)
  }
}

function lowerFirst(text: string): string {
  return `your ${text[0]?.toLowerCase() ?? ''}${text.slice(1)}`.replace(/^your (the|a|new) /, '$1 ')
}
