import { account } from './id/account.ts'
import { errors } from './id/errors.ts'
import { letters } from './id/letters.ts'
import { mail } from './id/mail.ts'
import { pages } from './id/pages.ts'
import type { Words } from './words.ts'

export const id: Words = { ...pages, errors, account, letters, mail }
