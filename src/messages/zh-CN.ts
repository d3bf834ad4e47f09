import { account } from './zh-CN/account.ts'
import { errors } from './zh-CN/errors.ts'
import { letters } from './zh-CN/letters.ts'
import { mail } from './zh-CN/mail.ts'
import { pages } from './zh-CN/pages.ts'
import type { Words } from './words.ts'

export const zhCN: Words = { ...pages, errors, account, letters, mail }
