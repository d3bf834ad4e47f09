import type { RandomBytes } from './random-bytes.ts'

/** Bytes beyond what the text holds: the bias of a remainder stays below 2^-128. */
const surplusBytes = 16

/** A text of so many digits of an alphabet, drawn from one integer and so without any digit being likelier. */
export function uniformDigits(alphabet: string, length: number, random: RandomBytes): string {
  const base = BigInt(alphabet.length)
  const size = Math.ceil((length * Math.log2(alphabet.length)) / 8) + surplusBytes
  let rest = BigInt(`0x${Buffer.from(random(size)).toString('hex')}`)
  let text = ''
  while (text.length < length) {
    text += alphabet.charAt(Number(rest % base))
    rest /= base
  }
  return text
}
