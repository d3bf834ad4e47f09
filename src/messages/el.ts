import { account } from './el/account.ts'
import { errors } from './el/errors.ts'
import { letters } from './el/letters.ts'
import { mail } from './el/mail.ts'
import { pages } from './el/pages.ts'
import type { Words } from './words.ts'

export const el: Words = { ...pages, errors, letters, account, mail }
