import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { form } from './form.ts'

/** Asks for a new code. The server says how long to wait; without JavaScript it simply refuses too early a try. */
export function resendForm(
  view: View,
  path: string,
  secondsToWait: number,
  fields: Readonly<Record<string, string>> = {},
): Html {
  const { messages } = view
  return form(
    view,
    path,
    html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button class="link" id="resend" type="submit">${messages.resend}</button> ${
        secondsToWait > 0
          ? html`<p
                class="hint"
                data-countdown="resend"
                data-seconds="${secondsToWait}"
                data-text="${messages.resendIn('{0}')}"
                data-ready="${messages.resendReady}"
              ></p>
              <p class="hint" role="status"></p>`
          : ''
      }`,
  )
}
