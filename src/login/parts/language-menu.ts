import { parseQuery } from '../../http/query.ts'
import type { Language } from '../../messages/languages.ts'
import { attribute, html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'

/** The languages in their own names. Whoever chooses one has the last word, so the application's wish is left out. */
const replaced = new Set(['lang', 'ui_locales'])

/** Asks for this page in another language: a form that keeps the query, since it holds what the application asked for. */
export function languageMenu({ messages, offeredLanguages, query }: View): Html | '' {
  if (offeredLanguages.length < 2) return ''
  const parsed = parseQuery(query.slice(1))
  const kept = parsed.ok ? [...parsed.values].filter(([name]) => !replaced.has(name)) : []
  return html`<form class="languages" method="get">
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <label class="hidden" for="language">${messages.language}</label>
    <select id="language" name="lang" autocomplete="off">
      ${offeredLanguages.map((language) => option(language, language.tag === messages.locale))}
    </select>
    <button class="link" type="submit">${messages.changeLanguage}</button>
  </form>`
}

function option({ tag, name, direction }: Language, isChosen: boolean): Html {
  return html`<option value="${tag}" lang="${tag}" dir="${direction}" ${attribute('selected', isChosen)}>
    ${name}
  </option>`
}
