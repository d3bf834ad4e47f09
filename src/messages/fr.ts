import { account } from './fr/account.ts'
import { errors } from './fr/errors.ts'
import { letters } from './fr/letters.ts'
import { mail } from './fr/mail.ts'
import { pages } from './fr/pages.ts'
import type { Words } from './words.ts'

export const fr: Words = { ...pages, errors, account, letters, mail }
