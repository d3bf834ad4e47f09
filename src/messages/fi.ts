import { account } from './fi/account.ts'
import { errors } from './fi/errors.ts'
import { letters } from './fi/letters.ts'
import { mail } from './fi/mail.ts'
import { pages } from './fi/pages.ts'
import type { Words } from './words.ts'

export const fi: Words = { ...pages, errors, letters, account, mail }
