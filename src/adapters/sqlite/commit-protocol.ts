import type { SqlCommitResult, SqlWrite } from '../sql/sql-write.ts'

export interface CommitRequest {
  readonly id: number
  readonly writes: readonly SqlWrite[]
}

export interface CommitReply {
  readonly id: number
  /** The decision, which is durable, or what went wrong. */
  readonly outcome: SqlCommitResult | { readonly error: Error }
}

export type ToCommitWorker = { readonly kind: 'commit'; readonly request: CommitRequest } | { readonly kind: 'close' }

/** The first one comes without replies: the thread is there. */
export interface FromCommitWorker {
  readonly replies: readonly CommitReply[]
  /** Set when no further commit will work. */
  readonly stoppedBy: Error | undefined
}
