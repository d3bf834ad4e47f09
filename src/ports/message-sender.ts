import type { OutboundMessage } from '../domain/message.ts'

export type SendResult =
  | { readonly kind: 'sent' }
  /**
   * `reason` is for operators: it names no code and no content. A permanent failure (an address that cannot be, a
   * message that the provider refuses) is not worth another try.
   */
  | { readonly kind: 'failed'; readonly reason: string; readonly permanent: boolean }

/**
 * Hands one mail or SMS to whoever carries it. It limits its own time, below a minute, and may be asked to send a
 * message again whose first sending it did not get to report: the message's id is the same.
 */
export interface MessageSender {
  send(message: OutboundMessage): Promise<SendResult>
}
