import { account } from './ru/account.ts'
import { errors } from './ru/errors.ts'
import { letters } from './ru/letters.ts'
import { mail } from './ru/mail.ts'
import { pages } from './ru/pages.ts'
import type { Words } from './words.ts'

export const ru: Words = { ...pages, errors, letters, account, mail }
