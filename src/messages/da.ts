import { account } from './da/account.ts'
import { errors } from './da/errors.ts'
import { letters } from './da/letters.ts'
import { mail } from './da/mail.ts'
import { pages } from './da/pages.ts'
import type { Words } from './words.ts'

export const da: Words = { ...pages, errors, letters, account, mail }
