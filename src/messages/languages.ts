import { en, type Messages } from './en.ts'
import { isolateValues } from './isolate.ts'
import { overlay } from './overlay.ts'
import type { LanguageTag } from './plural.ts'
import type { Words } from './words.ts'

export interface Language {
  readonly tag: LanguageTag
  /** As its readers call it. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** Loads once, when it is first asked for. */
  readonly load: () => Promise<Words>
}

export const english: Language = { tag: 'en', name: 'English', direction: 'ltr', load: async () => en }

/** Every language that people can read here, in the order of their names: first the Latin alphabet, then the others. */
export const languages: readonly Language[] = [
  { tag: 'id', name: 'Bahasa Indonesia', direction: 'ltr', load: async () => (await import('./id.ts')).id },
  { tag: 'ca', name: 'Català', direction: 'ltr', load: async () => (await import('./ca.ts')).ca },
  { tag: 'cs', name: 'Čeština', direction: 'ltr', load: async () => (await import('./cs.ts')).cs },
  { tag: 'da', name: 'Dansk', direction: 'ltr', load: async () => (await import('./da.ts')).da },
  { tag: 'de', name: 'Deutsch', direction: 'ltr', load: async () => (await import('./de.ts')).de },
  english,
  { tag: 'es', name: 'Español', direction: 'ltr', load: async () => (await import('./es.ts')).es },
  { tag: 'fr', name: 'Français', direction: 'ltr', load: async () => (await import('./fr.ts')).fr },
  { tag: 'it', name: 'Italiano', direction: 'ltr', load: async () => (await import('./it.ts')).it },
  { tag: 'hu', name: 'Magyar', direction: 'ltr', load: async () => (await import('./hu.ts')).hu },
  { tag: 'nl', name: 'Nederlands', direction: 'ltr', load: async () => (await import('./nl.ts')).nl },
  { tag: 'nb', name: 'Norsk bokmål', direction: 'ltr', load: async () => (await import('./nb.ts')).nb },
  { tag: 'pl', name: 'Polski', direction: 'ltr', load: async () => (await import('./pl.ts')).pl },
  { tag: 'pt-BR', name: 'Português (Brasil)', direction: 'ltr', load: async () => (await import('./pt-BR.ts')).ptBR },
  { tag: 'ro', name: 'Română', direction: 'ltr', load: async () => (await import('./ro.ts')).ro },
  { tag: 'fi', name: 'Suomi', direction: 'ltr', load: async () => (await import('./fi.ts')).fi },
  { tag: 'sv', name: 'Svenska', direction: 'ltr', load: async () => (await import('./sv.ts')).sv },
  { tag: 'vi', name: 'Tiếng Việt', direction: 'ltr', load: async () => (await import('./vi.ts')).vi },
  { tag: 'tr', name: 'Türkçe', direction: 'ltr', load: async () => (await import('./tr.ts')).tr },
  { tag: 'el', name: 'Ελληνικά', direction: 'ltr', load: async () => (await import('./el.ts')).el },
  { tag: 'ru', name: 'Русский', direction: 'ltr', load: async () => (await import('./ru.ts')).ru },
  { tag: 'uk', name: 'Українська', direction: 'ltr', load: async () => (await import('./uk.ts')).uk },
  { tag: 'he', name: 'עברית', direction: 'rtl', load: async () => (await import('./he.ts')).he },
  { tag: 'ur', name: 'اردو', direction: 'rtl', load: async () => (await import('./ur.ts')).ur },
  { tag: 'ar', name: 'العربية', direction: 'rtl', load: async () => (await import('./ar.ts')).ar },
  { tag: 'fa', name: 'فارسی', direction: 'rtl', load: async () => (await import('./fa.ts')).fa },
  { tag: 'hi', name: 'हिन्दी', direction: 'ltr', load: async () => (await import('./hi.ts')).hi },
  { tag: 'th', name: 'ไทย', direction: 'ltr', load: async () => (await import('./th.ts')).th },
  { tag: 'ko', name: '한국어', direction: 'ltr', load: async () => (await import('./ko.ts')).ko },
  { tag: 'ja', name: '日本語', direction: 'ltr', load: async () => (await import('./ja.ts')).ja },
  { tag: 'zh-CN', name: '简体中文', direction: 'ltr', load: async () => (await import('./zh-CN.ts')).zhCN },
  { tag: 'zh-TW', name: '繁體中文', direction: 'ltr', load: async () => (await import('./zh-TW.ts')).zhTW },
]

const spoken = new Map<LanguageTag, Promise<Messages>>([['en', Promise.resolve(en)]])

/** The whole catalogue of a language. */
export function messagesIn(language: Language): Promise<Messages> {
  const known = spoken.get(language.tag)
  if (known !== undefined) return known
  const messages = language.load().then((words) => whole(language, words))
  spoken.set(language.tag, messages)
  return messages
}

function whole({ tag, direction }: Language, words: Words): Messages {
  const messages = { ...overlay(en, words), locale: tag, direction }
  return direction === 'rtl' ? isolateValues(messages) : messages
}
