import type { AccessKey } from '../../domain/access-key.ts'
import type { OutboundMessage, OutboxItem } from '../../domain/messages/message.ts'
import type { Page, PageRequest } from './page.ts'

export interface ClaimedMessage {
  readonly message: OutboxItem
  /** Deliveries tried before this one. */
  readonly attempts: number
}

/** A message that is not tried any more. It is kept for a week. */
export interface DeadMessage extends ClaimedMessage {
  readonly reason: string
}

export interface MessageBacklog {
  readonly waiting: number
  /** When the oldest of them was enqueued. */
  readonly oldestAt: Date | undefined
  readonly dead: number
}

export interface InstallationQueries {
  findAccessKey(accessKeyId: string): Promise<AccessKey | undefined>
  listAccessKeys(): Promise<readonly AccessKey[]>
  /** Takes due messages, oldest first, for `leaseSeconds`; no other node gets them meanwhile. */
  claimMessages(limit: number, leaseSeconds: number, now: Date): Promise<readonly ClaimedMessage[]>
  /** Oldest first. */
  listDeadMessages(page: PageRequest): Promise<Page<DeadMessage>>
  messageBacklog(): Promise<MessageBacklog>
}

export type InstallationWrite =
  | { readonly write: 'createAccessKey'; readonly key: AccessKey }
  | { readonly write: 'deleteAccessKey'; readonly accessKeyId: string }
  | { readonly write: 'enqueueMessage'; readonly message: OutboundMessage }
  | { readonly write: 'completeMessage'; readonly messageId: string }
  /** Counts the try; the message is due again at `retryAt`, or dead where that is undefined. */
  | {
      readonly write: 'failMessage'
      readonly messageId: string
      readonly reason: string
      readonly retryAt: Date | undefined
    }
  /** A dead message is due at `at`, and its tries count from none. */
  | { readonly write: 'reviveMessage'; readonly messageId: string; readonly at: Date }
  | { readonly write: 'discardMessage'; readonly messageId: string }
