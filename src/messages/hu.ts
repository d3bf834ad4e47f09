import { account } from './hu/account.ts'
import { errors } from './hu/errors.ts'
import { letters } from './hu/letters.ts'
import { mail } from './hu/mail.ts'
import { pages } from './hu/pages.ts'
import type { Words } from './words.ts'

export const hu: Words = { ...pages, errors, letters, account, mail }
