import { isolated } from './isolate.ts'
import type { Messages } from './en.ts'
import { en } from './en.ts'
import { overlayRead } from './overlay.ts'

/** Texts in the place of ours, as somebody wrote them: each under the name that ours has. */
export type OwnTexts = Readonly<Record<string, unknown>>

/** What is wrong with texts, in the words of whoever reads the log. What is wrong is left out, the rest is used. */
export function ownTextProblems(texts: OwnTexts, catalogue: object = words): readonly string[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const ours: unknown = Object.hasOwn(catalogue, name) ? Reflect.get(catalogue, name) : undefined
    if (ours === undefined) return [`${name} is no text of ours`]
    if (isSection(ours)) {
      if (!isSection(text)) return [`${name} must be an object`]
      return ownTextProblems(text, ours).map((problem) => `${name}.${problem}`)
    }
    const problem = fault(ours, text)
    return problem === undefined ? [] : [`${name} ${problem}`]
  })
}

/** The catalogue with texts of somebody's own in it, name by name. */
export function withOwnTexts(messages: Messages, texts: OwnTexts): Messages {
  return overlayRead(messages, usable(messages, texts, words))
}

const { locale: _locale, direction: _direction, ...words } = en
/** A text that is longer was not meant for a page. */
const longest = 2000

function usable({ locale, direction }: Messages, texts: OwnTexts, catalogue: object): OwnTexts {
  const entries = Object.entries(texts).flatMap(([name, text]): [string, unknown][] => {
    const ours: unknown = Object.hasOwn(catalogue, name) ? Reflect.get(catalogue, name) : undefined
    if (isSection(ours)) return isSection(text) ? [[name, usable({ ...en, locale, direction }, text, ours)]] : []
    if (ours === undefined || fault(ours, text) !== undefined) return []
    return [[name, typeof ours === 'function' ? speaker(text, locale, direction) : text]]
  })
  return Object.fromEntries(entries)
}

function fault(ours: unknown, text: unknown): string | undefined {
  if (Array.isArray(ours)) {
    const isList = Array.isArray(text) && text.every(isText) && text.length === ours.length
    return isList ? undefined : `must be a list of ${ours.length} texts`
  }
  if (typeof ours !== 'function') return isText(text) ? undefined : 'must be a text'
  const templates = isSection(text) && typeof text.other === 'string' ? Object.values(text) : [text]
  if (!templates.every(isText)) return 'must be a text, or one for each form of the plural, with "other" among them'
  const places = templates.flatMap((template) => [...template.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place)))
  const wrong = places.find((place) => place >= ours.length)
  return wrong === undefined ? undefined : `has no value {${wrong}} to fill in`
}

/** `{0}` is the first value that is filled in. With forms of the plural, the first value decides. */
function speaker(text: unknown, locale: string, direction: Messages['direction']) {
  return (...values: readonly unknown[]): string => {
    const [first] = values
    const form = isSection(text) ? (text[new Intl.PluralRules(locale).select(Number(first))] ?? text.other) : text
    const shown = values.map((value) =>
      direction === 'rtl' && typeof value === 'string' ? isolated(value) : String(value),
    )
    return String(form).replaceAll(/\{(\d+)\}/g, (_whole, place: string) => shown[Number(place)] ?? '')
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest
}

function isSection(value: unknown): value is OwnTexts {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
