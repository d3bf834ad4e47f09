import { account } from './nl/account.ts'
import { errors } from './nl/errors.ts'
import { letters } from './nl/letters.ts'
import { mail } from './nl/mail.ts'
import { pages } from './nl/pages.ts'
import type { Words } from './words.ts'

export const nl: Words = { ...pages, errors, letters, account, mail }
