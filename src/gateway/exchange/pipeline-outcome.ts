import type { Reply } from './reply.ts'

export interface PipelineReply {
  readonly kind: 'reply'
  readonly reply: Reply
  /** For the log only. */
  readonly reason?: string
  /** What is left of the request's body is not read; the connection ends with the answer. */
  readonly closes?: boolean
}

/** How a request ended. A streamed answer is written already. */
export type PipelineOutcome =
  | PipelineReply
  | {
      readonly kind: 'streamed'
      readonly status: number
      /** Why the body broke off, for the log only. */
      readonly reason?: string
    }
  | { readonly kind: 'client-gone'; readonly reason: string }
