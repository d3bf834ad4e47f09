export type ClientHello =
  /** More bytes are needed. */
  | { readonly kind: 'open' }
  /** No name, or no TLS: the handshake says what it makes of it. */
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'named'; readonly name: string }

const unnamed = { kind: 'unnamed' } as const
const handshakeRecord = 22
const clientHello = 1
const serverNameExtension = 0
const hostName = 0
/** With the keys of post-quantum exchanges a ClientHello has a few kilobytes, in one record. */
const largestHello = 16_384
/** Each record is looked at again with every byte that comes: more of them are an attempt to keep us busy. */
const mostRecords = 16

/** The name that a connection asks for (RFC 6066 section 3), read off its first bytes. */
export function readClientHello(received: Buffer): ClientHello {
  const message = handshakeMessage(received)
  if (message === undefined) return received.length < largestHello ? { kind: 'open' } : unnamed
  try {
    return nameIn(message)
  } catch {
    // Lengths that lead beyond the end.
    return unnamed
  }
}

/** The first handshake message, put together of its records; what there is of it where no more can come. */
function handshakeMessage(received: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  let isEnded = false
  for (let at = 0; at + 5 <= received.length && !isEnded;) {
    isEnded = received.readUInt8(at) !== handshakeRecord || parts.length === mostRecords
    const end = at + 5 + received.readUInt16BE(at + 3)
    if (!isEnded) parts.push(received.subarray(at + 5, Math.min(end, received.length)))
    at = end
  }
  const message = Buffer.concat(parts)
  const isWhole = message.length >= 4 && message.length >= 4 + message.readUIntBE(1, 3)
  return isWhole || isEnded ? message : undefined
}

function nameIn(message: Buffer): ClientHello {
  if (message.length < 4 || message.readUInt8(0) !== clientHello) return unnamed
  // Version and random, then session id, cipher suites and compression methods, each behind its length.
  let at = 4 + 2 + 32
  at += 1 + message.readUInt8(at)
  at += 2 + message.readUInt16BE(at)
  at += 1 + message.readUInt8(at)
  const end = at + 2 + message.readUInt16BE(at)
  at += 2
  while (at + 4 <= end) {
    const type = message.readUInt16BE(at)
    const length = message.readUInt16BE(at + 2)
    if (type === serverNameExtension) return firstHostName(message.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return unnamed
}

function firstHostName(list: Buffer): ClientHello {
  if (list.readUInt8(2) !== hostName) return unnamed
  const name = list.subarray(5, 5 + list.readUInt16BE(3))
  return { kind: 'named', name: name.toString('latin1').toLowerCase() }
}
