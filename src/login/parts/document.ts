import type { Graphic } from '../branding/look.ts'
import { attribute, html, raw, type Html } from '../view/html.ts'
import type { Problem, View } from '../view/view.ts'
import { errorSummary } from './error-summary.ts'
import { expiryNotice } from './expiry-notice.ts'
import { favicons } from './favicons.ts'
import { graphic } from './graphic.ts'
import { pageFooter } from './page-footer.ts'
import { signal } from './signal.ts'
import { picture } from './picture.ts'

interface Content {
  readonly title: string
  readonly lead?: Html | string
  readonly graphic?: Graphic
  readonly problems?: readonly Problem[]
  readonly notice?: string
  readonly body: Html
  readonly frame?: Frame
}

/** What pages have around them that are not on the way somewhere. */
export interface Frame {
  readonly name: 'account'
  readonly stylesheet: string
  /** Ways back, before the title. */
  readonly top: Html
}

/** The frame of every page: one `h1`, one `main`, the problems first. */
export function document(view: View, content: Content): Html {
  const { messages, appName, assets, look } = view
  const { title, lead, problems: found = [], notice, body, frame } = content
  const whole = view.outOfDate ? messages.errors.outOfDate : view.problem
  const problems = whole === undefined ? found : [{ text: whole }, ...found]
  const pageTitle = problems.length > 0 ? messages.errorTitle(title) : title
  const { header, formLogo, scheme } = look.layout
  const logo =
    look.formLogo &&
    html`<div class="form-logo banner-customizable">${picture(look.formLogo, appName, 'logo logo-customizable')}</div>`
  const at = (isInside: boolean, isAbove: boolean): Html | '' =>
    logo && formLogo.isInside === isInside && formLogo.isAbove === isAbove ? logo : ''
  return html`<!doctype html>
    <html lang="${messages.locale}" dir="${messages.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="${schemes[scheme]}" />
        <title>${pageTitle} · ${appName}</title>
        ${favicons(look)}
        <link rel="stylesheet" href="${assets.css}" />
        ${frame ? html`<link rel="stylesheet" href="${frame.stylesheet}" />` : ''}
        ${view.work ? html`<script type="module" src="${view.work.script}"></script>` : ''}
        <script type="module" src="${assets.js}"></script>
      </head>
      <body>
        ${header.isShown ? html`<header class="bar header">${look.headerLogo ? picture(look.headerLogo, appName) : ''}</header>` : ''}
        <main${attribute('class', frame?.name)}>
          ${at(false, true)}
          <div class="card background-customizable">
            ${at(true, true)} ${logo ? '' : html`<div class="brand">${mark}<bdi>${appName}</bdi></div>`}
            ${content.graphic ? graphic(view, content.graphic) : ''}
            ${frame?.top ?? ''}
            <h1>${title}</h1>
            ${lead ? html`<p class="lead textDescription-customizable">${lead}</p>` : ''}
            ${errorSummary(messages, problems)}
            ${notice ? html`<div class="notice success" role="status"><p>${notice}</p></div>` : ''} ${body}
            ${view.expiry ? expiryNotice(view, view.expiry) : ''}
            ${at(true, false)}
          </div>
          ${at(false, false)}
        </main>
        ${pageFooter(view)} ${view.signals?.map(signal) ?? ''}
      </body>
    </html>`
}

const schemes = { LIGHT: 'light', DARK: 'dark', DYNAMIC: 'light dark' } as const

/** A gate in a wall: decoration, so hidden from assistive technology. */
const mark = raw(
  '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="9" fill="currentColor" opacity=".14"/>' +
    '<path fill="currentColor" d="M9 24V14.5a7 7 0 0 1 14 0V24h-4.2v-9.3a2.8 2.8 0 0 0-5.6 0V24z"/></svg>',
)
