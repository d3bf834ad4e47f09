/** Watches the bytes of a client: `ws` bounds messages, not frames, and does not say what it holds of one. */
export interface FrameSizes {
  /** False at the first frame that is larger than allowed. RFC 6455 section 5.2. */
  readonly read: (chunk: Uint8Array) => boolean
  /** Of a message that has begun and not ended. */
  readonly unfinished: () => number
}

export function createFrameSizes(largest: number): FrameSizes {
  let head: number[] = []
  let payloadLeft = 0
  let unfinished = 0
  /** Of the frame that is read: whether a message ends with it. */
  let isLast = false
  return { read, unfinished: () => unfinished }

  function read(chunk: Uint8Array): boolean {
    let at = 0
    while (at < chunk.length) {
      if (payloadLeft > 0) {
        const step = Math.min(payloadLeft, chunk.length - at)
        payloadLeft -= step
        unfinished += step
        at += step
        if (payloadLeft === 0) endFrame()
        continue
      }
      head.push(chunk[at] ?? 0)
      at += 1
      const length = lengthIn(head)
      if (length === undefined) continue
      if (length > largest) return false
      const [first = 0, second = 0] = head
      const isControl = (first & 0x08) !== 0
      const isMasked = (second & 0x80) !== 0
      isLast = (first & 0x80) !== 0 && !isControl
      payloadLeft = length + (isMasked ? 4 : 0)
      head = []
      if (payloadLeft === 0) endFrame()
    }
    return true
  }

  function endFrame(): void {
    if (isLast) unfinished = 0
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
