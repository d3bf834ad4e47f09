import type { Clock } from '../../ports/clock.ts'
import type { CapturedMessage, Inbox } from '../../ports/inbox.ts'

/** Keeps the newest `capacity` messages. */
export function createMemoryInbox({ clock, capacity = 1000 }: { clock: Clock; capacity?: number }): Inbox {
  // Oldest first: appending and dropping from the front leave the rest in place.
  let messages: CapturedMessage[] = []
  return {
    capture({ id, to, channel, subject, text, html, code }) {
      messages.push({ id, to, channel, subject, text, html, code, sentAt: clock.now() })
      if (messages.length > capacity) messages = messages.slice(-capacity)
    },
    list(to) {
      return messages.filter((message) => to === undefined || isSame(message.to, to)).toReversed()
    },
    find: (id) => messages.find((message) => message.id === id),
    clear() {
      messages = []
    },
  }
}

/** Addresses are compared as people type them; mail domains ignore case, and pools usually do for the rest. */
function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}
