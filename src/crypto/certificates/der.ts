/** Distinguished Encoding Rules (X.690), as much of them as a certificate needs. Each function returns one element. */

export function sequence(...elements: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...elements)
}

export function set(...elements: readonly Uint8Array[]): Uint8Array {
  return element(0x31, ...elements)
}

/** NULL */
export function none(): Uint8Array {
  return element(0x05)
}

/** A non-negative integer, from its big-endian bytes. */
export function integer(magnitude: Uint8Array): Uint8Array {
  const start = magnitude.findIndex((byte) => byte !== 0)
  const digits = start === -1 ? Uint8Array.of(0) : magnitude.subarray(start)
  // A set top bit would make it negative.
  return (digits[0] ?? 0) > 0x7f ? element(0x02, Uint8Array.of(0), digits) : element(0x02, digits)
}

export function boolean(value: boolean): Uint8Array {
  return element(0x01, Uint8Array.of(value ? 0xff : 0))
}

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap((arc) => base128(arc))]))
}

export function utf8String(text: string): Uint8Array {
  return element(0x0c, Buffer.from(text, 'utf8'))
}

export function octetString(content: Uint8Array): Uint8Array {
  return element(0x04, content)
}

export function bitString(content: Uint8Array, unusedBits = 0): Uint8Array {
  return element(0x03, Uint8Array.of(unusedBits), content)
}

/** RFC 5280 section 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. */
export function time(date: Date): Uint8Array {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  if (date.getUTCFullYear() >= 2050) return element(0x18, Buffer.from(digits, 'latin1'))
  return element(0x17, Buffer.from(digits.slice(2), 'latin1'))
}

/** `[number] EXPLICIT`, or an implicitly tagged structure. */
export function tagged(number: number, ...elements: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | number, ...elements)
}

/** `[number] IMPLICIT` over a primitive type. */
export function taggedPrimitive(number: number, content: Uint8Array): Uint8Array {
  return element(0x80 | number, content)
}

function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  return Buffer.concat([Uint8Array.of(tag), lengthOf(content.length), content])
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const digits: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff)
  return Uint8Array.from([0x80 | digits.length, ...digits])
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}
