import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { pageLink } from './form.ts'

/** Who signs in here, and the way out for whoever that is not. */
export function identity(view: View, username: string): Html {
  return html`<p class="identity"><bdi>${username}</bdi> ${pageLink(view, '/login', view.messages.notYou)}</p>`
}
