/**
 * Whether the bytes are one DER sequence and nothing behind it, with its length in the shortest form (X.690 section
 * 10.1). That is how ECDSA signatures come; some readers overlook what follows.
 */
export function isWholeSequence(bytes: Uint8Array): boolean {
  const [tag, first = 0, second = 0] = bytes
  if (tag !== 0x30) return false
  if (first < 0x80) return bytes.length === 2 + first
  return first === 0x81 && second >= 0x80 && bytes.length === 3 + second
}
