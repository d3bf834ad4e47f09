import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { languageMenu } from './language-menu.ts'
import { picture } from './picture.ts'

/** The languages, and the style's own footer around them where it has one. */
export function pageFooter(view: View): Html | '' {
  const { footerLogo, layout } = view.look
  const languages = layout.hasLanguageSelector ? languageMenu(view) : ''
  if (layout.footer.isShown) {
    return html`<footer class="bar footer">${footerLogo ? picture(footerLogo, view.appName) : ''} ${languages}</footer>`
  }
  return languages === '' ? '' : html`<footer>${languages}</footer>`
}
