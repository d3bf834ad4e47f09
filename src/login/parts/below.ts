import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { pageLink } from './form.ts'

/** What else there is to do on the page of one way to sign in: another way, where there is one. */
export function below(view: View, { hasOtherWays, more = '' }: { hasOtherWays: boolean; more?: Html | '' }): Html {
  const { messages } = view
  return html`<div class="below">
    ${more} ${hasOtherWays ? html`<p>${pageLink(view, '/choose', messages.tryAnotherWay)}</p>` : ''}
    <p>${pageLink(view, '/login', messages.backToSignIn)}</p>
  </div>`
}
