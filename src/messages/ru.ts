import { errors } from './ru/errors.ts'
import { letters } from './ru/letters.ts'
import { pages } from './ru/pages.ts'
import type { Words } from './words.ts'

export const ru: Words = { ...pages, errors, letters }
