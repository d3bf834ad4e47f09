import type { OutboundMessage } from '../domain/messages/message.ts'
import type { Write } from '../ports/storage/storage.ts'

/** What a commit of these writes leaves to be sent. */
export function sentMessages(writes: readonly Write[]): readonly OutboundMessage[] {
  const gone = new Set(writes.flatMap((each) => (each.write === 'completeMessage' ? [each.messageId] : [])))
  const enqueued = writes.flatMap((each) => (each.write === 'enqueueMessage' ? [each.message] : []))
  return enqueued.filter(({ id }) => !gone.has(id))
}
