import cluster from 'node:cluster'
import type { AnswerConnectionCall, ConnectionAnswer, ConnectionRelay } from '../../ports/connection-relay.ts'
import { fromWire, relayMessageOf, toWire, type RelayMessage } from './relay-message.ts'

/** One end of a channel to the process that passes messages on. */
export interface RelayChannel {
  readonly send: (message: RelayMessage) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
}

export interface RelayLimits {
  /** Calls of this process that wait for an answer: each may hold a message of 128 KB on its way. */
  readonly waiting: number
  readonly milliseconds: number
}

const defaultLimits: RelayLimits = { waiting: 200, milliseconds: 5000 }

/** Undefined in a process that is no worker: it holds all connections itself. */
export function openWorkerRelay(): ConnectionRelay | undefined {
  const { worker } = cluster
  if (worker === undefined) return undefined
  return createRelay(worker.id, {
    send: (message) => void process.send?.(message, undefined, {}, () => {}),
    onMessage: (listener) => void process.on('message', listener),
  })
}

export function createRelay(
  place: number,
  channel: RelayChannel,
  { milliseconds, waiting: mostWaiting }: RelayLimits = defaultLimits,
): ConnectionRelay {
  const waiting = new Map<number, (answer: ConnectionAnswer) => void>()
  let answerOwn: AnswerConnectionCall = () => ({ kind: 'gone' })
  let last = 0

  channel.onMessage((received) => {
    const message = relayMessageOf(received)
    if (message?.to !== place) return
    if (message.relay === 'answer') return waiting.get(message.id)?.(message.answer)
    const { call, from, id } = message
    channel.send({ relay: 'answer', to: from, id, answer: answerOwn(fromWire(call)) })
  })

  return {
    place,
    serve(answer) {
      answerOwn = answer
    },
    ask(to, call) {
      if (waiting.size >= mostWaiting) return Promise.resolve({ kind: 'unreachable' })
      last += 1
      const id = last
      return new Promise((resolve) => {
        const settle = (answer: ConnectionAnswer) => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve(answer)
        }
        const timer = setTimeout(() => settle({ kind: 'unreachable' }), milliseconds)
        waiting.set(id, settle)
        channel.send({ relay: 'call', to, from: place, id, call: toWire(call) })
      })
    },
  }
}
