import { account } from './ur/account.ts'
import { errors } from './ur/errors.ts'
import { letters } from './ur/letters.ts'
import { mail } from './ur/mail.ts'
import { pages } from './ur/pages.ts'
import type { Words } from './words.ts'

export const ur: Words = { ...pages, errors, letters, account, mail }
