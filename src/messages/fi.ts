import { errors } from './fi/errors.ts'
import { letters } from './fi/letters.ts'
import { pages } from './fi/pages.ts'
import type { Words } from './words.ts'

export const fi: Words = { ...pages, errors, letters }
