import { html, raw, type Html } from '../html.ts'
import type { Problem, View } from '../view.ts'
import { errorSummary } from './error-summary.ts'
import { languageMenu } from './language-menu.ts'

interface Content {
  readonly title: string
  readonly lead?: Html | string
  readonly problems?: readonly Problem[]
  readonly notice?: string
  readonly body: Html
}

/** The frame of every page: one `h1`, one `main`, the problems first. */
export function document(view: View, { title, lead, problems: found = [], notice, body }: Content): Html {
  const { messages, appName, assets } = view
  const problems = view.outOfDate ? [{ text: messages.errors.outOfDate }, ...found] : found
  const pageTitle = problems.length > 0 ? messages.errorTitle(title) : title
  const languages = languageMenu(view)
  return html`<!doctype html>
    <html lang="${messages.locale}" dir="${messages.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>${pageTitle} · ${appName}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${assets.css}" />
        <script type="module" src="${assets.js}"></script>
      </head>
      <body>
        <main>
          <div class="card">
            <div class="brand">${mark}<bdi>${appName}</bdi></div>
            <h1>${title}</h1>
            ${lead ? html`<p class="lead">${lead}</p>` : ''} ${errorSummary(messages, problems)}
            ${notice ? html`<div class="notice success" role="status"><p>${notice}</p></div>` : ''} ${body}
          </div>
        </main>
        ${languages === '' ? '' : html`<footer>${languages}</footer>`}
      </body>
    </html>`
}

/** A gate in a wall: decoration, so hidden from assistive technology. */
const mark = raw(
  '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="9" fill="currentColor" opacity=".14"/>' +
    '<path fill="currentColor" d="M9 24V14.5a7 7 0 0 1 14 0V24h-4.2v-9.3a2.8 2.8 0 0 0-5.6 0V24z"/></svg>',
)
