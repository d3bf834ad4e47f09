import { relayMessageOf, type RelayMessage } from './relay-message.ts'

export interface RelayedWorker {
  readonly isConnected: () => boolean
  readonly send: (message: RelayMessage) => void
}

/** In the process that watches: takes a message of one worker to another. One that has ended holds nothing any more. */
export function passOn(message: unknown, sender: number, find: (place: number) => RelayedWorker | undefined): void {
  const relayed = relayMessageOf(message)
  if (relayed === undefined) return
  const receiver = find(relayed.to)
  if (receiver?.isConnected() === true) {
    // Who asks is what the channel says, and not the message.
    receiver.send(relayed.relay === 'call' ? { ...relayed, from: sender } : relayed)
    return
  }
  if (relayed.relay !== 'call') return
  find(sender)?.send({ relay: 'answer', to: sender, id: relayed.id, answer: { kind: 'gone' } })
}
