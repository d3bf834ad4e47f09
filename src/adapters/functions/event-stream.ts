import { crc32 } from 'node:zlib'

/** One message of AWS's binary event streams (`application/vnd.amazon.eventstream`), with its headers that are text. */
export interface EventStreamMessage {
  readonly headers: ReadonlyMap<string, string>
  readonly payload: Uint8Array
}

const preludeBytes = 12
const checksumBytes = 4
/** Lambda sends pieces of some hundred kilobytes; a length beyond this is no message. */
const largestMessage = 16 * 1024 * 1024
const textType = 7
/** How long the values of the other types are: true, false, byte, short, integer, long; a timestamp and an id. */
const fixedSizes = new Map([
  [0, 0],
  [1, 0],
  [2, 1],
  [3, 2],
  [4, 4],
  [5, 8],
  [8, 8],
  [9, 16],
])

/** Reads messages off a body, however it is cut. Throws where bytes are missing or are not what was sent. */
export async function* readEventStream(body: AsyncIterable<Uint8Array>): AsyncGenerator<EventStreamMessage> {
  let held = Buffer.alloc(0)
  for await (const chunk of body) {
    held = Buffer.concat([held, chunk])
    for (let size = sizeOf(held); size !== undefined && held.length >= size; size = sizeOf(held)) {
      yield messageOf(held.subarray(0, size))
      held = held.subarray(size)
    }
  }
  if (held.length > 0) throw new Error('the event stream broke off')
}

function sizeOf(held: Buffer): number | undefined {
  if (held.length < preludeBytes) return undefined
  const size = held.readUInt32BE(0)
  if (held.readUInt32BE(8) !== crc32(held.subarray(0, 8)) || size > largestMessage) {
    throw new Error('not an event stream')
  }
  return size
}

function messageOf(message: Buffer): EventStreamMessage {
  const end = message.length - checksumBytes
  const headersEnd = preludeBytes + message.readUInt32BE(4)
  if (headersEnd > end || message.readUInt32BE(end) !== crc32(message.subarray(0, end))) {
    throw new Error('an event stream was changed on its way')
  }
  return {
    headers: headersOf(message.subarray(preludeBytes, headersEnd)),
    payload: message.subarray(headersEnd, end),
  }
}

function headersOf(bytes: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const nameEnd = at + 1 + bytes.readUInt8(at)
    const type = bytes.readUInt8(nameEnd)
    const fixed = fixedSizes.get(type)
    const start = nameEnd + (fixed === undefined ? 3 : 1)
    const end = start + (fixed ?? bytes.readUInt16BE(nameEnd + 1))
    if (type === textType) headers.set(bytes.toString('utf8', at + 1, nameEnd), bytes.toString('utf8', start, end))
    at = end
  }
  return headers
}
