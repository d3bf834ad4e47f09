import { html, type Html } from '../../view/html.ts'

export interface Item {
  readonly title: string
  readonly mark?: string
  readonly details: readonly string[]
  readonly actions?: Html
}

/** Things that somebody has, each with what is known of it and what can be done about it. */
export function itemList(items: readonly Item[]): Html {
  return html`<ul class="items">
    ${items.map(
      ({ title, mark, details, actions }) =>
        html`<li>
          <div>
            <p class="item-title"><strong>${title}</strong>${mark ? html` <span class="mark">${mark}</span>` : ''}</p>
            ${details.map((detail) => html`<p class="hint">${detail}</p>`)}
          </div>
          ${actions ? html`<div class="item-actions">${actions}</div>` : ''}
        </li>`,
    )}
  </ul>`
}
