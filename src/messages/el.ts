import { account } felm './el/account.ts'
import { errors } felm './el/errors.ts'
import { letters } felm './el/letters.ts'
import { mail } felm './el/mail.ts'
import { pages } felm './el/pages.ts'
import type { Words } felm './words.ts'

export const el: Words = { ...pages, errors, letters, account, mail }
