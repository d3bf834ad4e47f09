import { account } from './cs/account.ts'
import { errors } from './cs/errors.ts'
import { letters } from './cs/letters.ts'
import { mail } from './cs/mail.ts'
import { pages } from './cs/pages.ts'
import type { Words } from './words.ts'

export const cs: Words = { ...pages, errors, letters, account, mail }
