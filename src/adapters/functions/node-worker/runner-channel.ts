import { Socket } from 'node:net'

import { createFrameReader, frameOf } from '../frames.ts'
import { channelDescriptor, type WorkerMessage } from '../messages.ts'

const socket = new Socket({ fd: channelDescriptor, readable: true, writable: true })

/** The other end of the runner's pipe. It keeps the process alive, except while it is told not to count. */
export const runnerChannel = {
  send(message: WorkerMessage, sent?: () => void): void {
    socket.write(frameOf(message), sent)
  },
  listen(take: (value: unknown) => void, end: () => void): void {
    // The runner is ours, and so is what it sends.
    const read = createFrameReader({ largestBytes: Number.POSITIVE_INFINITY, take, refuse: end })
    socket.on('data', read)
    socket.on('error', end)
    socket.on('close', end)
  },
  ref: () => void socket.ref(),
  unref: () => void socket.unref(),
}
