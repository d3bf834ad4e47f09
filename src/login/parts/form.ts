import { attribute, html, type Html } from '../html.ts'
import type { View } from '../view.ts'

/** A form that posts to a page of this domain, with the token against forged requests. */
export function form(view: View, path: string, content: Html, options: { readonly name?: string } = {}): Html {
  return html`<form method="post" action="${view.basePath}${path}${view.query}" ${attribute('name', options.name)}>
    <input type="hidden" name="_csrf" value="${view.csrfToken}" />
    ${content}
  </form>`
}

/** The button that sends the form; slow networks see it say so. */
export function submitButton(label: string, busyLabel: string, name?: string): Html {
  return html`<button
    class="button submitButton-customizable"
    type="submit"
    ${attribute('name', name)}
    data-busy="${busyLabel}"
  >
    ${label}
  </button>`
}

export function pageLink(view: View, path: string, label: string): Html {
  return html`<a href="${view.basePath}${path}${view.query}">${label}</a>`
}
