import type { RandomBytes } from '../../crypto/random-bytes.ts'
import { uniformDigits } from '../../crypto/uniform-digits.ts'

/** RFC 8628 section 6.1: no vowels, so that no code is a word. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'
const length = 8
const form = new RegExp(`^[${alphabet}]{${length}}$`)

/** What somebody types at a browser for their device: eight letters. */
export function newUserCode(random: RandomBytes): string {
  return uniformDigits(alphabet, length, random)
}

/** As people read it: XXXX-XXXX. */
export function writtenUserCode(code: string): string {
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`
}

/** The code in whatever was typed: case, spaces and dashes do not count. Undefined where it is none. */
export function readUserCode(text: string): string | undefined {
  const code = text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
  return form.test(code) ? code : undefined
}
