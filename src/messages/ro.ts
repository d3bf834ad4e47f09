import { account } from './ro/account.ts'
import { errors } from './ro/errors.ts'
import { letters } from './ro/letters.ts'
import { mail } from './ro/mail.ts'
import { pages } from './ro/pages.ts'
import type { Words } from './words.ts'

export const ro: Words = { ...pages, errors, letters, account, mail }
