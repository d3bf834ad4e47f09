import { account } from './fa/account.ts'
import { errors } from './fa/errors.ts'
import { letters } from './fa/letters.ts'
import { mail } from './fa/mail.ts'
import { pages } from './fa/pages.ts'
import type { Words } from './words.ts'

export const fa: Words = { ...pages, errors, letters, account, mail }
