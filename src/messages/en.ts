import { account } from './en/account.ts'
import { errors } from './en/errors.ts'
import { letters } from './en/letters.ts'
import { mail } from './en/mail.ts'
import { pages } from './en/pages.ts'

/** English, the catalogue that every other one is typed by. */
export const en: Messages = { locale: 'en', direction: 'ltr', ...pages, errors, account, letters, mail }

export type Messages = typeof pages & {
  /** BCP 47. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  readonly errors: typeof errors
  readonly account: typeof account
  readonly letters: typeof letters
  readonly mail: typeof mail
}

/** The name of a text that stands for itself, without anything to fill in. */
export type ErrorText = {
  [Name in keyof Messages['errors']]: Messages['errors'][Name] extends string ? Name : never
}[keyof Messages['errors']]
