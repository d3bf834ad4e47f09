import { createHmac } from 'node:crypto'
import type { RandomBytes } from './random-bytes.ts'
import { uniformDigits } from './uniform-digits.ts'

/** A code of so many decimal digits, each value as likely as any other. */
export function numericCode(digits: number, random: RandomBytes): string {
  return uniformDigits('0123456789', digits, random)
}

/**
 * What is stored instead of a code: a keyed hash, since a short code could be guessed from a plain one.
 * `purpose` and `subject` bind it, so a code made to confirm a sign-up resets nobody's password.
 */
export function hashCode(key: Uint8Array, purpose: string, subject: string, code: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['code', purpose, subject, code]))
    .digest('base64url')
}
