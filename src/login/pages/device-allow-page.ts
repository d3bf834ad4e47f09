import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { form } from '../parts/form.ts'
import type { View } from '../view/view.ts'

export interface DeviceAllowPage {
  /** As the device shows it. */
  readonly userCode: string
  readonly username: string
  /** To sign in as somebody else. */
  readonly otherHref: string
}

/**
 * Asks whether a device may be signed in. Whoever was talked into it must notice: it names the app, shows the code to
 * compare, and says what is at stake (RFC 8628 sections 3.3 and 5.4).
 */
export function deviceAllowPage(view: View, { userCode, username, otherHref }: DeviceAllowPage): Html {
  const { messages } = view
  return document(view, {
    title: messages.deviceAllowTitle(view.appName),
    lead: messages.deviceAllowLead,
    body: html`<p class="key code" dir="ltr">${userCode}</p>
      <p class="identity"><bdi>${username}</bdi> <a href="${otherHref}">${messages.notYou}</a></p>
      <div class="notice warning"><p>${messages.deviceWarning}</p></div>
      ${form(
        view,
        '/device/allow',
        html`<div class="actions">
          <button class="button submitButton-customizable" type="submit" name="answer" value="allow">
            ${messages.consent.allow}
          </button>
          <button class="button quiet" type="submit" name="answer" value="deny">${messages.consent.deny}</button>
        </div>`,
      )}`,
  })
}
