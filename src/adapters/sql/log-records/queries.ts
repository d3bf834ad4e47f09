import type { ClaimedLogRecord, LogRecordQueries } from '../../../ports/storage/log-records.ts'
import type { Submit } from '../sql-write.ts'
import { fromTime } from '../stored-time.ts'
import type { LogRecordRow } from './tables.ts'

export function logRecordQueries(submit: Submit): LogRecordQueries {
  return {
    async claim(limit, leaseSeconds, now) {
      const outcome = await submit([{ write: 'claimLogRecords', limit, leaseSeconds, now }])
      return outcome.committed ? outcome.claimedLogs.map(fromLogRecordRow) : []
    },
    async dropBeyond(kept) {
      const outcome = await submit([{ write: 'dropLogRecords', kept }])
      return outcome.committed ? outcome.removed : 0
    },
  }
}

function fromLogRecordRow(row: LogRecordRow): ClaimedLogRecord {
  const { id, pool_id: poolId, destination, body } = row
  return { record: { id, poolId, destination, body, createdAt: fromTime(row.created_at) }, attempts: row.attempts }
}
