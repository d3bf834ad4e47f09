import type { LogRecord } from '../../domain/logs/log-record.ts'

export interface ClaimedLogRecord {
  readonly record: LogRecord
  /** Deliveries tried before this one. */
  readonly attempts: number
}

export interface LogRecordQueries {
  /** Takes due records, oldest first, for `leaseSeconds`; no other node gets them meanwhile. */
  claim(limit: number, leaseSeconds: number, now: Date): Promise<readonly ClaimedLogRecord[]>
  /** Drops the oldest beyond the newest `kept`, at most a few thousand at a time; returns how many. */
  dropBeyond(kept: number): Promise<number>
}

export type LogRecordWrite =
  /** Guard `user-pool-exists`. */
  | { readonly write: 'enqueueLogRecord'; readonly record: LogRecord }
  /** Delivered, or given up. */
  | { readonly write: 'removeLogRecord'; readonly recordId: string }
  /** Counts the try; the record is due again at `retryAt`. */
  | { readonly write: 'retryLogRecord'; readonly recordId: string; readonly retryAt: Date }
