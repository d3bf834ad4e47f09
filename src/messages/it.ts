import { account } from './it/account.ts'
import { errors } from './it/errors.ts'
import { letters } from './it/letters.ts'
import { mail } from './it/mail.ts'
import { pages } from './it/pages.ts'
import type { Words } from './words.ts'

export const it: Words = { ...pages, errors, account, letters, mail }
