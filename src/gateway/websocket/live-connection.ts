import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Clock } from '../../ports/clock.ts'
import type { ConnectionFacts } from './route-event.ts'
import { createFrameSizes } from './frame-sizes.ts'
import type { HeldBytes } from '../request/held-bytes.ts'
import type { WebSocketLimits } from './limits.ts'

export interface LiveConnection {
  readonly facts: ConnectionFacts
  readonly lastActiveAt: () => Date
  /** False where the client reads too slowly for more to wait. */
  readonly send: (data: string | Uint8Array) => boolean
  /** Ends it at once: what waits to be worked on is left. */
  readonly close: (code: number, reason: string) => void
  /** Reads no more, and ends it when all that was read is worked on and answered. */
  readonly leave: (code: number, reason: string) => void
  /** Settles when the connection is over, with how it ended. */
  readonly ended: Promise<Ending>
}

export interface Ending {
  readonly code: number
  readonly reason: string
}

export interface LiveConnectionOptions {
  readonly facts: ConnectionFacts
  readonly limits: WebSocketLimits
  readonly clock: Clock
  readonly held: HeldBytes
  /** Works on one message; never rejects. */
  readonly onMessage: (message: string, connection: LiveConnection) => Promise<void>
}

/**
 * One open connection. It reads no faster than its messages are worked on, what waits to be written is bounded, and it
 * ends when it is idle, old, or breaks a rule.
 */
export function createLiveConnection(
  webSocket: WebSocket,
  socket: Duplex,
  { clock, facts, held, limits, onMessage }: LiveConnectionOptions,
): LiveConnection {
  const { promise: ended, resolve: end } = Promise.withResolvers<Ending>()
  const waiting: string[] = []
  let underWay = 0
  let activeAt = clock.now()
  /** Set once this side has decided to end it: nothing that still arrives counts. */
  let ending: Ending | undefined
  let leaving: Ending | undefined

  const idle = setTimeout(() => close(1001, 'Going away'), limits.idleMilliseconds).unref()
  const old = setTimeout(() => close(1001, 'Going away'), limits.lifeMilliseconds).unref()
  const connection: LiveConnection = { facts, lastActiveAt: () => activeAt, send, close, leave, ended }

  // Before the listener of `ws`, so that a frame that is too large is seen before it is a message.
  const frames = createFrameSizes(limits.frameBytes)
  socket.prependListener('data', (chunk: Buffer) => {
    if (ending !== undefined) return
    touch()
    const before = frames.unfinished()
    if (!frames.read(chunk)) return close(1009, 'Frame too large')
    held.add(frames.unfinished() - before)
    if (before > 0 && frames.unfinished() > before && held.isTooMuch()) close(1013, 'Try again later')
  })
  void ended.then(() => held.add(-frames.unfinished()))
  webSocket.on('message', (data, isBinary) => {
    if (ending !== undefined) return
    // Developer guide, "Working with binary media types for WebSocket APIs".
    if (isBinary) return close(1003, 'Binary messages are not supported')
    waiting.push(textOf(data))
    work()
  })
  // Broken frames, bad UTF-8, too long a message: `ws` closes with the code for it.
  webSocket.on('error', () => forceEnd())
  webSocket.on('close', (code, reason) => {
    clearTimeout(idle)
    clearTimeout(old)
    waiting.length = 0
    end(
      ending ?? { code, reason: reason.toString() || (code === 1005 ? 'Client-side close frame status not set' : '') },
    )
  })
  return connection

  function work(): void {
    while (underWay < limits.underWay) {
      const message = waiting.shift()
      if (message === undefined) break
      underWay += 1
      void onMessage(message, connection).finally(() => {
        underWay -= 1
        work()
      })
    }
    if (leaving !== undefined && underWay === 0) return close(leaving.code, leaving.reason)
    // What has been read already, at most a chunk of the socket's, waits; the rest stays with the client.
    const isEnough = underWay >= limits.underWay || leaving !== undefined
    if (isEnough && !webSocket.isPaused) webSocket.pause()
    else if (!isEnough && webSocket.isPaused) webSocket.resume()
  }

  function leave(code: number, reason: string): void {
    if (leaving !== undefined || ending !== undefined) return
    leaving = { code, reason }
    const timer = setTimeout(() => close(code, reason), limits.leaveMilliseconds).unref()
    void ended.then(() => clearTimeout(timer))
    work()
  }

  function touch(): void {
    activeAt = clock.now()
    idle.refresh()
  }

  function send(data: string | Uint8Array): boolean {
    const unsent = webSocket.bufferedAmount
    if (unsent > limits.unsentBytes || (unsent > 0 && held.isTooMuch())) return false
    touch()
    const bytes = Buffer.byteLength(data)
    held.add(bytes)
    webSocket.send(data, () => held.add(-bytes))
    return true
  }

  function close(code: number, reason: string): void {
    if (ending !== undefined) return
    // Where the client was first, its word counts.
    if (webSocket.readyState !== webSocket.OPEN) return forceEnd()
    ending = { code, reason }
    waiting.length = 0
    webSocket.close(code, reason)
    // The client's own close frame must be read.
    if (webSocket.isPaused) webSocket.resume()
    forceEnd()
  }

  function forceEnd(): void {
    const timer = setTimeout(() => webSocket.terminate(), limits.closeMilliseconds).unref()
    void ended.then(() => clearTimeout(timer))
  }
}

function textOf(data: Buffer | ArrayBuffer | readonly Buffer[]): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8')
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : ''
}
