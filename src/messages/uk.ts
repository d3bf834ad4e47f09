import { account } from './uk/account.ts'
import { errors } from './uk/errors.ts'
import { letters } from './uk/letters.ts'
import { mail } from './uk/mail.ts'
import { pages } from './uk/pages.ts'
import type { Words } from './words.ts'

export const uk: Words = { ...pages, errors, letters, account, mail }
