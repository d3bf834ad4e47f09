import { html, type Html } from '../view/html.ts'
import type { PageMethod } from '../view/page-methods.ts'
import { document } from '../parts/document.ts'
import { form, pageLink } from '../parts/form.ts'
import { identity } from '../parts/identity.ts'
import { methodIcon } from '../parts/method-icon.ts'
import type { Problem, View } from '../view/view.ts'

export interface ChoosePage {
  readonly username: string
  readonly methods: readonly PageMethod[]
  /** What this person began with here last time. */
  readonly last: PageMethod | undefined
  readonly problems: readonly Problem[]
}

/** The ways to sign in, each one press away; what was used last comes first. */
export function choosePage(view: View, page: ChoosePage): Html {
  const { messages } = view
  const { last, methods } = page
  const ordered = last === undefined ? methods : [last, ...methods.filter((method) => method !== last)]
  const content = html`<ul class="methods">
    ${ordered.map((method) => html`<li>${choice(view, method, method === last)}</li>`)}
  </ul>`
  return document(view, {
    title: messages.chooseTitle,
    problems: page.problems,
    body: html`${identity(view, page.username)} ${form(view, '/choose', content)}
      <div class="below"><p>${pageLink(view, '/login', messages.backToSignIn)}</p></div>`,
  })
}

function choice({ messages }: View, method: PageMethod, isLast: boolean): Html {
  return html`<button class="method" type="submit" name="method" value="${method}">
    ${methodIcon(method)}
    <span
      ><strong>${messages.methods[method]}</strong>
      ${isLast ? html`<span class="badge">${messages.usedLast}</span>` : ''}
      <span class="hint">${messages.methodHints[method]}</span></span
    >
  </button>`
}
