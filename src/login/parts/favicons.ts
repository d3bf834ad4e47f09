import type { Look } from '../branding/look.ts'
import { html, type Html } from '../view/html.ts'

/** The style's own, by day and by night; without one, none is asked for. */
export function favicons({ favicons: found }: Look): Html {
  if (found.length === 0) return html`<link rel="icon" href="data:," />`
  return html`${found.map(({ day, night, type }) =>
    day === night
      ? html`<link rel="icon" type="${type}" href="${day}" />`
      : html`<link rel="icon" type="${type}" href="${day}" media="(prefers-color-scheme: light)" />
          <link rel="icon" type="${type}" href="${night}" media="(prefers-color-scheme: dark)" />`,
  )}`
}
