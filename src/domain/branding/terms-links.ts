import type { Terms } from './terms.ts'

/** Languages as the links of terms name them, by the tags that we know them by. */
const names: Readonly<Record<string, string>> = {
  de: 'german',
  en: 'english',
  es: 'spanish',
  fr: 'french',
  id: 'bahasa-indonesia',
  it: 'italian',
  ja: 'japanese',
  ko: 'korean',
  nl: 'dutch',
  'pt-BR': 'portuguese-brazil',
  'zh-CN': 'chinese-simplified',
  'zh-TW': 'chinese-traditional',
}

/** The link of these terms in that language, or the one for all others. */
export function termsLink({ links }: Pick<Terms, 'links'>, language: string): string | undefined {
  return links[`cognito:${names[language] ?? 'default'}`] ?? links['cognito:default']
}
