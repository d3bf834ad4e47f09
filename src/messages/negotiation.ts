import { languages, type Language } from './languages.ts'

/** Tags by which our languages are asked for too: of a script, of an old name, of a language that contains them. */
const otherTags: Readonly<Record<string, string>> = {
  zh: 'zh-CN',
  'zh-hans': 'zh-CN',
  'zh-sg': 'zh-CN',
  'zh-hant': 'zh-TW',
  'zh-hk': 'zh-TW',
  'zh-mo': 'zh-TW',
  pt: 'pt-BR',
  no: 'nb',
  nn: 'nb',
  iw: 'he',
  in: 'id',
}

const byTag = new Map(languages.map((language) => [language.tag.toLowerCase(), language]))

/** RFC 4647 section 3.4: the language of a range such as `de-AT`, found by leaving out its end bit by bit. */
export function lookUpLanguage(range: string): Language | undefined {
  const subtags = range.toLowerCase().split(/[-_]/, 8)
  while (subtags.length > 0) {
    const tag = subtags.join('-')
    const found = byTag.get(tag) ?? byTag.get((Object.hasOwn(otherTags, tag) && otherTags[tag]?.toLowerCase()) || '')
    if (found !== undefined) return found
    subtags.pop()
    // A single letter says what follows it, and means nothing by itself.
    if (subtags.at(-1)?.length === 1) subtags.pop()
  }
  return undefined
}

/** The first of these that we speak. */
export function firstLanguage(ranges: readonly string[]): Language | undefined {
  return ranges
    .values()
    .map(lookUpLanguage)
    .find((language) => language !== undefined)
}

/** As many as anybody reads; a header can be made long. */
const maxRanges = 32

/** The ranges of an `Accept-Language` field, the most wanted first (RFC 9110 section 12.5.4). */
export function acceptedRanges(field: string): readonly string[] {
  return field
    .split(',', maxRanges)
    .map((part) => /^\s*([a-z0-9-]+|\*)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?$/i.exec(part))
    .filter((match) => match !== null)
    .map(([, range = '', quality = '1']) => ({ range, quality: Number(quality) }))
    .filter(({ range, quality }) => quality > 0 && range !== '*')
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ range }) => range)
}
