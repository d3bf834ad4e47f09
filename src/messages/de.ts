import { account } from './de/account.ts'
import { errors } from './de/errors.ts'
import { letters } from './de/letters.ts'
import { mail } from './de/mail.ts'
import { pages } from './de/pages.ts'
import type { Words } from './words.ts'

export const de: Words = { ...pages, errors, account, letters, mail }
