import { Duplex } from 'node:stream'

import { createFrameReader, frameOf } from './frames.ts'
import { responseTooLarge } from './function-failure.ts'
import { largestFrameBytes, readWorkerMessage, type RunnerMessage, type WorkerMessage } from './messages.ts'

/** The pipe between the runner and one worker process. Code that is not ours holds its other end. */
export interface WorkerChannel extends Disposable {
  readonly send: (message: RunnerMessage) => void
  /** Settles when nothing more can come. */
  readonly over: Promise<void>
}

export function openWorkerChannel(pipe: unknown, take: (message: WorkerMessage) => void): WorkerChannel {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  // A process that did not start has none.
  if (!(pipe instanceof Duplex)) {
    resolve()
    return { send: () => {}, over, [Symbol.dispose]: () => {} }
  }
  const read = createFrameReader({
    largestBytes: largestFrameBytes,
    take(value) {
      const message = readWorkerMessage(value)
      if (message !== undefined) take(message)
    },
    refuse() {
      const { errorType, errorMessage } = responseTooLarge()
      take({ kind: 'error', errorType, errorMessage, isFatal: true })
      pipe.destroy()
    },
  })
  pipe.on('data', read)
  pipe.once('close', resolve)
  // That the process is gone is told by its end.
  pipe.on('error', () => {})
  return {
    send: (message) => {
      if (pipe.writable) pipe.write(frameOf(message))
    },
    over,
    [Symbol.dispose]: () => void pipe.destroy(),
  }
}
