import { account } from './nb/account.ts'
import { errors } from './nb/errors.ts'
import { letters } from './nb/letters.ts'
import { mail } from './nb/mail.ts'
import { pages } from './nb/pages.ts'
import type { Words } from './words.ts'

export const nb: Words = { ...pages, errors, letters, account, mail }
