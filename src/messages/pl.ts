import { account } from './pl/account.ts'
import { errors } from './pl/errors.ts'
import { letters } from './pl/letters.ts'
import { mail } from './pl/mail.ts'
import { pages } from './pl/pages.ts'
import type { Words } from './words.ts'

export const pl: Words = { ...pages, errors, letters, account, mail }
