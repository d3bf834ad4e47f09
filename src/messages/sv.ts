import { account } from './sv/account.ts'
import { errors } from './sv/errors.ts'
import { letters } from './sv/letters.ts'
import { mail } from './sv/mail.ts'
import { pages } from './sv/pages.ts'
import type { Words } from './words.ts'

export const sv: Words = { ...pages, errors, letters, account, mail }
