import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { en } from '../../src/messages/en.ts'
import { languages } from '../../src/messages/languages.ts'
import type { LanguageTag } from '../../src/messages/plural.ts'
import { sameAsEnglish } from './same-as-english.ts'

type Speaking = (...values: readonly unknown[]) => unknown
type Text = string | Speaking

/** Every text of a catalogue under its whole name. */
function textsOf(words: object, prefix = ''): ReadonlyMap<string, Text> {
  const texts = Object.entries(words).flatMap(([name, value]: [string, Text | object]): [string, Text][] =>
    typeof value === 'object' ? [...textsOf(value, `${prefix}${name}.`)] : [[`${prefix}${name}`, value]],
  )
  return new Map(texts)
}

const { locale: _locale, direction: _direction, ...englishWords } = en
const english = textsOf(englishWords)
const name = 'Ωmega'

/** What each argument of a text is: a number that is none shows in what `pluralIn` makes of it. */
function argumentsOf(text: Speaking): readonly ('count' | 'name')[] {
  return Array.from({ length: text.length }, (_, position) => {
    const values = Array.from({ length: text.length }, (_, other) => (other === position ? name : 1))
    return String(text(...values)).includes('NaN') ? 'count' : 'name'
  })
}

/** A text as people read it: once, or for each of some numbers. */
function said(text: Text, like: Text): readonly { readonly text: string; readonly values: readonly unknown[] }[] {
  if (typeof text === 'string' || typeof like === 'string') return [{ text: String(text), values: [] }]
  const kinds = argumentsOf(like)
  const counts = kinds.includes('count') ? [1, 2, 3, 5, 11, 21, 100] : [0]
  return counts.map((count) => {
    const values = kinds.map((kind) => (kind === 'count' ? count : name))
    return { text: String(text(...values)), values }
  })
}

function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(/\{[^{}#]*\}|\{####\}|\{##[^{}]+##\}/g)]
    .map(([found]) => (found.startsWith('{##') && found !== '{####}' ? '{##link##}' : found))
    .toSorted()
}

/** Letters of any script that stand in a row: what cannot be broken on a narrow page. */
const longestWord = 26
const spaceless = new Set<LanguageTag>(['ja', 'zh-CN', 'zh-TW', 'th'])

/** In which letters a language is written, where they are not Latin. */
const scripts: Readonly<Partial<Record<LanguageTag, RegExp>>> = {
  ar: /\p{Script=Arabic}/u,
  el: /\p{Script=Greek}/u,
  fa: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  th: /\p{Script=Thai}/u,
  uk: /\p{Script=Cyrillic}/u,
  ur: /\p{Script=Arabic}/u,
  'zh-CN': /\p{Script=Han}/u,
  'zh-TW': /\p{Script=Han}/u,
}

for (const language of languages) {
  const { tag } = language
  describe(`the words of ${tag}`, async () => {
    const { locale: _own, direction: _way, ...loaded } = { locale: tag, direction: '', ...(await language.load()) }
    const texts = textsOf(loaded)
    const numbers = new Intl.NumberFormat(tag)
    const faults = (fault: (text: string, name: string, values: readonly unknown[]) => boolean): readonly string[] =>
      [...texts].flatMap(([name, text]) =>
        said(text, english.get(name) ?? text)
          .filter((one) => fault(one.text, name, one.values))
          .map((one) => `${name}: ${one.text}`),
      )

    test('are all that English has, and no others', () => {
      const missing = [...english.keys()].filter((name) => !texts.has(name))
      const surplus = [...texts.keys()].filter((name) => !english.has(name))
      assert.deepEqual({ missing, surplus }, { missing: [], surplus: [] })
    })

    test('are text where English is text, and take as many values', () => {
      const unlike = [...texts].filter(([name, text]) => {
        const like = english.get(name)
        return typeof like !== typeof text || (typeof text === 'function' && text.length !== like?.length)
      })
      assert.deepEqual(unlike, [])
    })

    test('say every value that they are given', () => {
      const missing = faults((text, _name, values) =>
        values.some((value) => {
          if (typeof value === 'string') return !text.includes(value)
          return Number(value) >= 5 && !text.includes(numbers.format(Number(value)))
        }),
      )
      assert.deepEqual(missing, [])
    })

    test('have the placeholders of English', () => {
      const unlike = faults((text, name) => {
        const like = english.get(name)
        if (typeof like !== 'string') return /[{}#]|undefined|NaN/.test(text)
        return placeholdersOf(text).join() !== placeholdersOf(like).join()
      })
      assert.deepEqual(unlike, [])
    })

    test('are written with the signs of print, and nothing at their ends', () => {
      assert.deepEqual(
        faults((text) => /['"`´]|\.\.\.|^\s|\s$| {2}|^$/.test(text)),
        [],
      )
    })

    test('fit a narrow page', () => {
      const tooLong = faults((text, name) => {
        const like = english.get(name)
        const longest = typeof like === 'string' ? like.length * 2 + 24 : Infinity
        const words = spaceless.has(tag) ? [] : text.split(/[\s/.\u00a0-]+/)
        return text.length > longest || words.some((word) => word.length > longestWord)
      })
      assert.deepEqual(tooLong, [])
    })

    if (tag !== 'en') {
      test('are not English', () => {
        const same = new Set([...(sameAsEnglish.all ?? []), ...(sameAsEnglish[tag] ?? [])])
        const left = faults((text, name, values) => {
          const like = english.get(name)
          const spoken = typeof like === 'function' ? String(like(...values)) : like
          return text === spoken && !same.has(name)
        })
        assert.deepEqual(left, [])
      })

      test('are in the letters of the language', () => {
        const script = scripts[tag]
        const same = new Set([...(sameAsEnglish.all ?? []), ...(sameAsEnglish[tag] ?? [])])
        assert.deepEqual(script === undefined ? [] : faults((text, name) => !script.test(text) && !same.has(name)), [])
      })
    }
  })
}
