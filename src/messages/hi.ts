import { account } from './hi/account.ts'
import { errors } from './hi/errors.ts'
import { letters } from './hi/letters.ts'
import { mail } from './hi/mail.ts'
import { pages } from './hi/pages.ts'
import type { Words } from './words.ts'

export const hi: Words = { ...pages, errors, account, letters, mail }
