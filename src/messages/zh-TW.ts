import { account } from './zh-TW/account.ts'
import { errors } from './zh-TW/errors.ts'
import { letters } from './zh-TW/letters.ts'
import { mail } from './zh-TW/mail.ts'
import { pages } from './zh-TW/pages.ts'
import type { Words } from './words.ts'

export const zhTW: Words = { ...pages, errors, account, letters, mail }
