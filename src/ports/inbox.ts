import type { OutboundMessage } from '../domain/messages/message.ts'

/** A mail or SMS that development kept instead of sending it. */
export interface CapturedMessage {
  readonly id: string
  readonly to: string
  readonly channel: 'EMAIL' | 'SMS'
  readonly subject: string | undefined
  readonly text: string
  readonly html: string | undefined
  /** The code inside the text, when there is one. */
  readonly code: string | undefined
  readonly sentAt: Date
}

/** Where mail and SMS end up in development, for people and tests to read. */
export interface Inbox {
  /** Takes a message that is being sent now. */
  capture(message: OutboundMessage): void
  /** Newest first; with `to`, only what was sent to exactly that address or number. */
  list(to?: string): readonly CapturedMessage[]
  find(id: string): CapturedMessage | undefined
  clear(): void
}
