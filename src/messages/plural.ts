/** The forms that whole numbers up to a thousand take: what `Intl.PluralRules` says (plural.test.ts compares). */
const forms = {
  other: ['other'],
  oneOther: ['one', 'other'],
  oneTwoOther: ['one', 'two', 'other'],
  oneFewOther: ['one', 'few', 'other'],
  oneFewMany: ['one', 'few', 'many'],
  all: ['zero', 'one', 'two', 'few', 'many', 'other'],
} as const

export const pluralForms = {
  ar: forms.all,
  ca: forms.oneOther,
  cs: forms.oneFewOther,
  da: forms.oneOther,
  de: forms.oneOther,
  el: forms.oneOther,
  en: forms.oneOther,
  es: forms.oneOther,
  fa: forms.oneOther,
  fi: forms.oneOther,
  fr: forms.oneOther,
  he: forms.oneTwoOther,
  hi: forms.oneOther,
  hu: forms.oneOther,
  id: forms.other,
  it: forms.oneOther,
  ja: forms.other,
  ko: forms.other,
  nb: forms.oneOther,
  nl: forms.oneOther,
  pl: forms.oneFewMany,
  'pt-BR': forms.oneOther,
  ro: forms.oneFewOther,
  ru: forms.oneFewMany,
  sv: forms.oneOther,
  th: forms.other,
  tr: forms.oneOther,
  uk: forms.oneFewMany,
  ur: forms.oneOther,
  vi: forms.other,
  'zh-CN': forms.other,
  'zh-TW': forms.other,
} as const satisfies Readonly<Record<string, readonly Intl.LDMLPluralRule[]>>

/** A language that has words here, by its BCP 47 tag. */
export type LanguageTag = keyof typeof pluralForms

type Forms<Tag extends LanguageTag> = Readonly<Record<(typeof pluralForms)[Tag][number], string>>

/**
 * Texts that depend on a whole number, in a language: `count(3, { one: '# day', other: '# days' })`. Every form that the
 * language has is asked for; `#` is the number as the language writes it.
 */
export function pluralIn<Tag extends LanguageTag>(tag: Tag): (count: number, texts: Forms<Tag>) => string {
  const rules = new Intl.PluralRules(tag)
  const numbers = new Intl.NumberFormat(tag)
  return (count, texts) => {
    const all: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = texts
    const text = all[rules.select(count)] ?? all.other ?? all.many ?? ''
    return text.replaceAll('#', numbers.format(count))
  }
}
