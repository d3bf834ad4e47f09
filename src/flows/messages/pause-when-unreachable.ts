import type { Clock } from '../../ports/clock.ts'
import type { SendResult } from '../../ports/message-sender.ts'

const failuresUntilPause = 3
const pauseSeconds = 15

/**
 * Spares a carrier that cannot be reached: after a few failures in a row nothing is tried for a while, so that a dead
 * mail server does not hold the places that SMS could be sent from. One try at a time ends the pause or renews it.
 */
export function pauseWhenUnreachable<Item>(
  send: (item: Item) => Promise<SendResult>,
  clock: Clock,
): (item: Item) => Promise<SendResult> {
  let failures = 0
  let closedUntil = 0
  return async (item) => {
    const now = clock.now().getTime()
    if (now < closedUntil) return { kind: 'unreachable', reason: 'the carrier could not be reached a moment ago' }
    if (failures >= failuresUntilPause) closedUntil = now + pauseSeconds * 1000
    const result = await send(item)
    failures = result.kind === 'unreachable' ? failures + 1 : 0
    closedUntil = failures >= failuresUntilPause ? clock.now().getTime() + pauseSeconds * 1000 : 0
    return result
  }
}
