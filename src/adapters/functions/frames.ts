/** How messages travel between the runner and a worker process: four bytes of length, and so much JSON. */
const headBytes = 4

export function frameOf(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(body.length)
  return Buffer.concat([head, body])
}

export interface FrameReaderOptions {
  readonly largestBytes: number
  /** What is no JSON is undefined. */
  readonly take: (value: unknown) => void
  /** Called once, for a longer frame. Nothing is taken or kept from then on. */
  readonly refuse: () => void
}

/** Takes a stream apart into its frames. */
export function createFrameReader({ largestBytes, take, refuse }: FrameReaderOptions): (chunk: Buffer) => void {
  let chunks: Buffer[] = []
  let size = 0
  let wanted = headBytes
  let isRefused = false
  return (chunk) => {
    if (isRefused) return
    chunks.push(chunk)
    size += chunk.length
    // Put together only when there is enough for a step on: what comes in drops costs no more than what comes at once.
    while (size >= wanted) {
      const bytes = Buffer.concat(chunks)
      const frameBytes = headBytes + bytes.readUInt32BE()
      isRefused = frameBytes > largestBytes
      if (isRefused) {
        chunks = []
        return refuse()
      }
      const rest = size >= frameBytes ? bytes.subarray(frameBytes) : bytes
      chunks = [rest]
      size = rest.length
      wanted = rest === bytes ? frameBytes : headBytes
      if (rest !== bytes) take(parse(bytes.subarray(headBytes, frameBytes)))
    }
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
