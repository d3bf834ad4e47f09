import { errors } from './ar/errors.ts'
import { letters } from './ar/letters.ts'
import { pages } from './ar/pages.ts'
import type { Words } from './words.ts'

export const ar: Words = { ...pages, errors, letters }
