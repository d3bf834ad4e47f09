import type { Messages } from './en.ts'
import type { Texts } from './overlay.ts'

/** What a language says; a text that it lacks is said in English. */
export type Words = Texts<Omit<Messages, 'locale' | 'direction'>>
