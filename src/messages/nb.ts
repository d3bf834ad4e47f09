import { errors } from './nb/errors.ts'
import { letters } from './nb/letters.ts'
import { pages } from './nb/pages.ts'
import type { Words } from './words.ts'

export const nb: Words = { ...pages, errors, letters }
