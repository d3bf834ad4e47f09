import { html, type Html } from '../../view/html.ts'
import { form } from '../../parts/form.ts'
import type { View } from '../../view/view.ts'

interface Action {
  readonly path: string
  readonly label: string
  /** What the form sends besides the token. */
  readonly values: Readonly<Record<string, string>>
  /** What it is done to, for those who do not see where the button stands. */
  readonly of?: string
  readonly kind?: 'quiet' | 'danger'
}

/** A button that does one thing to one thing: a form of its own. */
export function action(view: View, { path, label, values, of, kind = 'quiet' }: Action): Html {
  return form(
    view,
    path,
    html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button class="button small ${kind}" type="submit" data-busy="${view.messages.working}">
        <span>${label}${of === undefined ? '' : html`<span class="hidden"> ${of}</span>`}</span>
      </button>`,
  )
}
