import type { LogRecordWrite } from '../../../ports/storage/log-records.ts'
import { toTime } from '../stored-time.ts'
import type { LogRecordRow } from './tables.ts'

/** `claimLogRecords` and `dropLogRecords` are no writes of the port, but travel with them. */
export type SqlLogRecordWrite =
  | { readonly write: 'enqueueLogRecord'; readonly row: LogRecordRow }
  | Exclude<LogRecordWrite, { readonly write: 'enqueueLogRecord' }>
  | { readonly write: 'claimLogRecords'; readonly limit: number; readonly leaseSeconds: number; readonly now: Date }
  | { readonly write: 'dropLogRecords'; readonly kept: number }

export function prepareLogRecordWrite(write: LogRecordWrite): SqlLogRecordWrite {
  if (write.write !== 'enqueueLogRecord') return write
  const { id, poolId, destination, body, createdAt } = write.record
  const at = toTime(createdAt)
  return {
    write: write.write,
    row: { id, pool_id: poolId, destination, body, created_at: at, due_at: at, attempts: 0 },
  }
}
