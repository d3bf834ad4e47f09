import { account } from './tr/account.ts'
import { errors } from './tr/errors.ts'
import { letters } from './tr/letters.ts'
import { mail } from './tr/mail.ts'
import { pages } from './tr/pages.ts'
import type { Words } from './words.ts'

export const tr: Words = { ...pages, errors, account, letters, mail }
