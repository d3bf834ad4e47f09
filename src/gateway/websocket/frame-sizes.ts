/**
 * Watches the bytes of a client for frames that are larger than allowed: `ws` bounds messages, not frames. Returns true
 * at the first one. RFC 6455 section 5.2.
 */
export function createFrameSizes(largest: number): (chunk: Uint8Array) => boolean {
  let head: number[] = []
  let payloadLeft = 0
  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      if (payloadLeft > 0) {
        const step = Math.min(payloadLeft, chunk.length - at)
        payloadLeft -= step
        at += step
        continue
      }
      head.push(chunk[at] ?? 0)
      at += 1
      const length = lengthIn(head)
      if (length === undefined) continue
      if (length > largest) return true
      const isMasked = ((head[1] ?? 0) & 0x80) !== 0
      payloadLeft = length + (isMasked ? 4 : 0)
      head = []
    }
    return false
  }
}

/** Undefined until the head is there as far as its length. */
function lengthIn(head: readonly number[]): number | undefined {
  const [, second] = head
  if (second === undefined) return undefined
  const short = second & 0x7f
  if (short < 126) return short
  const extended = head.slice(2)
  if (extended.length < (short === 126 ? 2 : 8)) return undefined
  return extended.reduce((sum, byte) => sum * 256 + byte, 0)
}
