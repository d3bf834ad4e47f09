import { account } from './ja/account.ts'
import { errors } from './ja/errors.ts'
import { letters } from './ja/letters.ts'
import { mail } from './ja/mail.ts'
import { pages } from './ja/pages.ts'
import type { Words } from './words.ts'

export const ja: Words = { ...pages, errors, account, letters, mail }
