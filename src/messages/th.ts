import { account } from './th/account.ts'
import { errors } from './th/errors.ts'
import { letters } from './th/letters.ts'
import { mail } from './th/mail.ts'
import { pages } from './th/pages.ts'
import type { Words } from './words.ts'

export const th: Words = { ...pages, errors, account, letters, mail }
