import { errors } from './pl/errors.ts'
import { letters } from './pl/letters.ts'
import { pages } from './pl/pages.ts'
import type { Words } from './words.ts'

export const pl: Words = { ...pages, errors, letters }
