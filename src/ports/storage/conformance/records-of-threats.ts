import type { LogRecord } from '../../../domain/logs/log-record.ts'
import { fresh, noon } from './records.ts'

export function aLogRecord(poolId: string, overrides: Partial<LogRecord> = {}): LogRecord {
  const destination = 'arn:aws:logs:eu-west-3:123456789012:log-group:notes'
  return { id: fresh('record'), poolId, destination, body: '{"a":1}', createdAt: noon, ...overrides }
}
