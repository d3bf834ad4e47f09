import { randomBytes, randomFillSync } from 'node:crypto'
import type { Random } from '../../ports/random.ts'

/** What a request asks for is drawn many times at once: the system is slow to ask, not to answer. */
const drawnBytes = 4096
const longestDrawn = 64

export const systemRandom: Random = { bytes: createBytes() }

function createBytes(): Random['bytes'] {
  const drawn = Buffer.alloc(drawnBytes)
  let used = drawnBytes
  return (size) => {
    if (size > longestDrawn) return randomBytes(size)
    if (used + size > drawnBytes) {
      randomFillSync(drawn)
      used = 0
    }
    const bytes = Buffer.from(drawn.subarray(used, used + size))
    // What was handed out is nowhere else.
    drawn.fill(0, used, used + size)
    used += size
    return bytes
  }
}
