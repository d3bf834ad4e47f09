import { errors } from './de/errors.ts'
import { letters } from './de/letters.ts'
import { pages } from './de/pages.ts'
import type { Words } from './words.ts'

export const de: Words = { ...pages, errors, letters }
