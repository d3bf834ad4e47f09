import { account } from './ar/account.ts'
import { errors } from './ar/errors.ts'
import { letters } from './ar/letters.ts'
import { mail } from './ar/mail.ts'
import { pages } from './ar/pages.ts'
import type { Words } from './words.ts'

export const ar: Words = { ...pages, errors, account, letters, mail }
