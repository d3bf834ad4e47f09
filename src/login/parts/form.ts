import { attribute, html, type Html } from '../view/html.ts'
import type { View, Work } from '../view/view.ts'

/** A form that posts to a page of this domain, with the token against forged requests. */
export function form(view: View, path: string, content: Html, options: { readonly name?: string } = {}): Html {
  return html`<form method="post" action="${view.basePath}${path}${view.query}" ${attribute('name', options.name)}>
    <input type="hidden" name="_csrf" value="${view.csrfToken}" />
    ${view.work?.path === path ? workToDo(view.work) : ''} ${content}
  </form>`
}

/** Done by the script, unseen, while the person types. */
function workToDo({ challenge, bits }: Work): Html {
  return html`<input type="hidden" name="work" value="${challenge}" data-bits="${bits}" />
    <input type="hidden" name="workDone" value="" />`
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
