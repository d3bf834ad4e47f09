import { html, type Html } from '../view/html.ts'
import { document } from '../parts/document.ts'
import { pageLink } from '../parts/form.ts'
import type { View } from '../view/view.ts'

export interface MessagePage {
  readonly title: string
  readonly text: string
  /** For developers, where there are some: the protocol's own words. */
  readonly detail?: string
  /** For whoever is asked for help: it is in the log too. */
  readonly requestId?: string
  readonly signInLabel?: string
  /** To the application, at an address that is known to be its own. */
  readonly wayBack?: { readonly href: string; readonly label: string }
  /** `/login` unless given. */
  readonly signInPath?: string
}

/** A page that ends a path: what happened, and the way on. */
export function messagePage(view: View, page: MessagePage): Html {
  return document(view, {
    title: page.title,
    lead: page.text,
    body: html`${page.signInLabel ? html`<div class="below"><p>${pageLink(view, page.signInPath ?? '/login', page.signInLabel)}</p></div>` : ''}
    ${page.wayBack ? html`<p><a class="button quiet" href="${page.wayBack.href}">${page.wayBack.label}</a></p>` : ''}
    ${
      page.detail
        ? html`<details class="hint">
            <summary>${view.messages.forDevelopers}</summary>
            ${page.detail}
          </details>`
        : ''
    }
    ${page.requestId ? html`<p class="hint">${view.messages.requestId(page.requestId)}</p>` : ''}`,
  })
}
