import { account } from './vi/account.ts'
import { errors } from './vi/errors.ts'
import { letters } from './vi/letters.ts'
import { mail } from './vi/mail.ts'
import { pages } from './vi/pages.ts'
import type { Words } from './words.ts'

export const vi: Words = { ...pages, errors, account, letters, mail }
