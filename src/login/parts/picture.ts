import type { PictureLinks } from '../branding/look.ts'
import { html, type Html } from '../view/html.ts'

/** A picture that may be another one at night. `alt` is empty where text beside it says the same. */
export function picture({ day, night }: PictureLinks, alt: string, className = 'logo'): Html {
  const image = html`<img class="${className}" src="${day}" alt="${alt}" />`
  if (day === night) return image
  return html`<picture
    ><source srcset="${night}" media="(prefers-color-scheme: dark)" />
    ${image}</picture
  >`
}
