import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { picture } from './picture.ts'

/** The style's own icon for a provider, or its initial in a circle: the marks of others are theirs to give out. */
export function providerIcon({ look }: View, name: string, label: string): Html | '' {
  if (!look.layout.hasProviderIcons) return ''
  const own = look.providerIcons[name]
  if (own) return picture(own, '', '')
  const [initial = ''] = new Intl.Segmenter().segment(label.toUpperCase())
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <circle cx="12" cy="12" r="12" fill="currentColor" opacity=".14" />
    <text x="12" y="16.5" text-anchor="middle" font-size="13" font-weight="700" fill="currentColor">
      ${initial === '' ? '' : initial.segment}
    </text>
  </svg>`
}
