import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import type { View } from '../view/view.ts'

/**
 * Leads on to an organisation's sign-in. A form must not lead there itself: browsers hold its redirects to `form-action`,
 * which knows no provider. The script follows the link.
 */
export function organisationPage(view: View, { name, href }: { readonly name: string; readonly href: string }): Html {
  const { messages } = view
  return document(view, {
    title: messages.organisationTitle,
    body: html`<a class="button" href="${href}" data-onward>${messages.continueWith(name)}</a>`,
  })
}
