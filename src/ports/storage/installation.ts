import type { AccessKey } from '../../domain/access-key.ts'
import type { OutboundMessage } from '../../domain/message.ts'

export interface ClaimedMessage {
  readonly message: OutboundMessage
  /** Deliveries tried before this one. */
  readonly attempts: number
}

export interface InstallationQueries {
  findAccessKey(accessKeyId: string): Promise<AccessKey | undefined>
  listAccessKeys(): Promise<readonly AccessKey[]>
  /** Takes due messages, oldest first, for `leaseSeconds`; no other node gets them meanwhile. */
  claimMessages(limit: number, leaseSeconds: number, now: Date): Promise<readonly ClaimedMessage[]>
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
