import type { Reply } from '../exchange/reply.ts'

/** How an event of a route ended. */
export type RouteEnd =
  | { readonly kind: 'answered'; readonly reply: Reply; readonly latencyMilliseconds: number }
  /** Before its integration was asked. */
  | RefusedEvent
  /** Its integration gave no answer. */
  | {
      readonly kind: 'failed'
      readonly status: number
      readonly message: string
      readonly reason: string
      readonly latencyMilliseconds: number
    }

export interface RefusedEvent {
  readonly kind: 'refused'
  readonly status: number
  /** What the client is told. */
  readonly message: string
  /** For the log only. */
  readonly reason: string
  /** For the access log only: it may hold what was sent. */
  readonly validationError?: string
  /** Of a handshake's answer. */
  readonly errorType?: string
}
