import type { Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import type { RelayChannel } from '../relay.ts'

/** A message of 128 KB in JSON, where each byte may be six. */
const LONGEST_LINE = 1024 * 1024
/** What may wait for a node that reads slowly. */
const MOST_UNSENT = 16 * 1024 * 1024

/** Messages as lines of JSON over a socket. Whoever breaks the form, or does not read, loses the link. */
export function messageLines(socket: Socket): RelayChannel {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  return {
    send(message) {
      if (socket.writableLength > MOST_UNSENT) socket.destroy()
      else socket.write(`${JSON.stringify(message)}\n`)
    },
    onMessage(listener) {
      socket.on('data', (chunk: Buffer) => {
        const lines = (rest + decoder.write(chunk)).split('\n')
        rest = lines.pop() ?? ''
        if (rest.length > LONGEST_LINE || !lines.every((line) => heard(line, listener))) socket.destroy()
      })
    },
    onEnd: (listener) => void socket.on('close', listener),
  }
}

function heard(line: string, listener: (message: unknown) => void): boolean {
  try {
    listener(JSON.parse(line))
    return true
  } catch {
    // A node of another version, perhaps; it is not worth the process.
    return false
  }
}
