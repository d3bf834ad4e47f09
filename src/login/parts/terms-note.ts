import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'

export interface TermsLinks {
  readonly termsOfUse: string
  readonly privacyPolicy: string
}

/** What whoever signs up agrees to. The sentence is the language's own, with the links where it wants them. */
export function termsNote({ messages }: View, links: TermsLinks): Html {
  const [terms, privacy] = ['{terms}', '{privacy}']
  const pieces = messages.agreeTo(terms, privacy).split(/(\{terms\}|\{privacy\})/)
  return html`<p class="hint legalText-customizable">
    ${pieces.map((piece) => {
      if (piece === terms) return link(links.termsOfUse, messages.termsOfUse)
      return piece === privacy ? link(links.privacyPolicy, messages.privacyPolicy) : piece
    })}
  </p>`
}

/** In another tab: what was entered so far stays. */
function link(href: string, text: string): Html {
  return html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`
}
