import { account } from './ca/account.ts'
import { errors } from './ca/errors.ts'
import { letters } from './ca/letters.ts'
import { mail } from './ca/mail.ts'
import { pages } from './ca/pages.ts'
import type { Words } from './words.ts'

export const ca: Words = { ...pages, errors, letters, account, mail }
