import { html, type Html } from '../view/html.ts'

/** Password managers save under this name; people need not see it again. */
export function hiddenUsername(username: string): Html {
  return html`<input
    class="hidden"
    type="text"
    name="username"
    autocomplete="username"
    value="${username}"
    readonly
    tabindex="-1"
    aria-hidden="true"
  />`
}
