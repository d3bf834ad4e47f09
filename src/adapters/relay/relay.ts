import type { AnswerConnectionCall, ConnectionAnswer, ConnectionRelay } from '../../ports/connection-relay.ts'
import { fromWire, relayMessageOf, toWire, type RelayMessage } from './relay-message.ts'

/** One end of a way to another process, or to one that passes messages on. */
export interface RelayChannel {
  readonly send: (message: RelayMessage) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  /** Nothing that waits will be answered any more. */
  readonly onEnd?: (listener: () => void) => void
}

export interface RelayLimits {
  /** Calls of this process that wait for an answer: each may hold a message of 128 KB on its way. */
  readonly waiting: number
  readonly milliseconds: number
}

export const relayLimits: RelayLimits = { waiting: 200, milliseconds: 5000 }

/** Asks over the channel, and answers what is asked over it. */
export function createRelay(
  place: number,
  channel: RelayChannel,
  { milliseconds, waiting: mostWaiting }: RelayLimits = relayLimits,
): ConnectionRelay {
  const waiting = new Map<number, (answer: ConnectionAnswer) => void>()
  let answerOwn: AnswerConnectionCall = () => ({ kind: 'gone' })
  let last = 0

  channel.onMessage((received) => {
    const message = relayMessageOf(received)
    if (message === undefined) return
    if (message.relay === 'answer') return waiting.get(message.id)?.(message.answer)
    const { call, from, id, to } = message
    // Whoever was at this place before has ended.
    const answer: ConnectionAnswer = to === place ? answerOwn(fromWire(call)) : { kind: 'gone' }
    channel.send({ relay: 'answer', to: from, id, answer })
  })
  channel.onEnd?.(() => waiting.forEach((settle) => settle({ kind: 'unreachable' })))

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
