import { account } from './es/account.ts'
import { errors } from './es/errors.ts'
import { letters } from './es/letters.ts'
import { mail } from './es/mail.ts'
import { pages } from './es/pages.ts'
import type { Words } from './words.ts'

export const es: Words = { ...pages, errors, account, letters, mail }
