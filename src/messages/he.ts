import { account } from './he/account.ts'
import { errors } from './he/errors.ts'
import { letters } from './he/letters.ts'
import { mail } from './he/mail.ts'
import { pages } from './he/pages.ts'
import type { Words } from './words.ts'

export const he: Words = { ...pages, errors, account, letters, mail }
