import type { Graphic } from '../branding/look.ts'
import { html, raw, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { picture } from './picture.ts'

/** What a page is about, at a glance: the style's picture, or a drawing of ours. Decoration, so nobody hears of it. */
export function graphic({ look }: View, name: Graphic): Html | '' {
  if (!look.layout.hasGraphics) return ''
  const own = look.graphics[name]
  if (own) return html`<div class="graphic own">${picture(own, '', '')}</div>`
  return html`<div class="graphic">${raw(drawing(strokes[name]))}</div>`
}

const strokes: Readonly<Record<Graphic, string>> = {
  EMAIL: '<rect x="3" y="5" width="18" height="14" rx="3"/><path d="m4 7.500 8 6 8-6"/>',
  SMS: '<path d="M4 5.500h16a1.500 1.500 0 0 1 1.500 1.500v9a1.500 1.500 0 0 1-1.500 1.500h-9L6 21v-3.500H4A1.500 1.500 0 0 1 2.500 16V7A1.500 1.500 0 0 1 4 5.500z"/><path d="M8 11.500h.01M12 11.500h.01M16 11.500h.01"/>',
  AUTH_APP: '<rect x="6.500" y="2.500" width="11" height="19" rx="2.500"/><path d="m9.500 12 2 2 3.500-4M11 5.500h2"/>',
  PASSWORD: '<rect x="4.500" y="10" width="15" height="11" rx="3"/><path d="M8 10V7a4 4 0 0 1 8 0v3M12 14.500v2"/>',
  PASSKEY:
    '<circle cx="9" cy="8" r="4.500"/><path d="M2.500 20.500c0-4 2.900-6 6.500-6 1.300 0 2.400.2 3.400.7"/><circle cx="18" cy="12.500" r="2.700"/><path d="M18 15.200v6l1.700-1.500-1.200-1.200 1.200-1.300"/>',
}

function drawing(paths: string): string {
  return `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`
}
