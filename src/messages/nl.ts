import { errors } from './nl/errors.ts'
import { letters } from './nl/letters.ts'
import { pages } from './nl/pages.ts'
import type { Words } from './words.ts'

export const nl: Words = { ...pages, errors, letters }
