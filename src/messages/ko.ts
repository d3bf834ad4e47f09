import { account } from './ko/account.ts'
import { errors } from './ko/errors.ts'
import { letters } from './ko/letters.ts'
import { mail } from './ko/mail.ts'
import { pages } from './ko/pages.ts'
import type { Words } from './words.ts'

export const ko: Words = { ...pages, errors, account, letters, mail }
