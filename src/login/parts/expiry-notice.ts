import { html, type Html } from '../view/html.ts'
import type { Expiry, View } from '../view/view.ts'
import { form, pageLink } from './form.ts'

/**
 * When the page's time is over, and the button that gives it more. With JavaScript it comes up two minutes before, is
 * announced once and counts on in silence; without, it stands there from the beginning.
 */
export function expiryNotice(view: View, { path, seconds, canExtend }: Expiry): Html {
  const { messages } = view
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const extend = html`<input type="hidden" name="keepOpen" value="yes" />
    <button class="link" type="submit">${messages.expiryExtend}</button>`
  return html`<p class="hidden" id="expiry-status" role="status"></p>
    <div
      class="notice warning expiry"
      data-expires-in="${seconds}"
      data-text="${messages.expiryWarning('{0}')}"
      data-over="${messages.expiryOver}"
    >
      <p role="timer">${messages.expiryWarning(time)}</p>
      ${canExtend ? form(view, path, extend) : ''}
      <p hidden>${pageLink(view, '/login', messages.expiryStartAgain)}</p>
    </div>`
}
