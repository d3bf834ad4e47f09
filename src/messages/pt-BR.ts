import { account } from './pt-BR/account.ts'
import { errors } from './pt-BR/errors.ts'
import { letters } from './pt-BR/letters.ts'
import { mail } from './pt-BR/mail.ts'
import { pages } from './pt-BR/pages.ts'
import type { Words } from './words.ts'

export const ptBR: Words = { ...pages, errors, account, letters, mail }
