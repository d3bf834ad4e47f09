import type { UserImportJob } from '../../../domain/user-import/user-import-job.ts'
import type { ImportChunk } from '../../../ports/storage/user-imports.ts'
import { openBytes, sealBytes, type SealedPlace, type Sealer } from '../sealed.ts'
import { fromTime, fromTimeOrNull, toTime, toTimeOrNull } from '../stored-time.ts'
import type { ImportChunkRow, ImportJobRow } from './tables.ts'

type Details = Pick<UserImportJob, 'name' | 'cloudWatchLogsRoleArn' | 'passwordHashingAlgorithm'>

export function toImportJobRow(job: UserImportJob): ImportJobRow {
  const { name, cloudWatchLogsRoleArn, passwordHashingAlgorithm } = job
  const details: Details = { name, cloudWatchLogsRoleArn, passwordHashingAlgorithm }
  return {
    pool_id: job.poolId,
    id: job.id,
    status: job.status,
    details: JSON.stringify(details),
    message: job.completionMessage ?? null,
    upload: job.upload ?? null,
    next_line: job.nextLine,
    imported: job.importedUsers,
    skipped: job.skippedUsers,
    failed: job.failedUsers,
    owner: null,
    leased_until: null,
    created_at: toTime(job.createdAt),
    started_at: toTimeOrNull(job.startedAt),
    completed_at: toTimeOrNull(job.completedAt),
  }
}

export function fromImportJobRow(row: ImportJobRow): UserImportJob {
  const { name, cloudWatchLogsRoleArn, passwordHashingAlgorithm }: Details = JSON.parse(row.details)
  return {
    poolId: row.pool_id,
    id: row.id,
    name,
    cloudWatchLogsRoleArn,
    passwordHashingAlgorithm,
    status: row.status,
    upload: row.upload ?? undefined,
    nextLine: row.next_line,
    importedUsers: row.imported,
    skippedUsers: row.skipped,
    failedUsers: row.failed,
    completionMessage: row.message ?? undefined,
    createdAt: fromTime(row.created_at),
    startedAt: fromTimeOrNull(row.started_at),
    completedAt: fromTimeOrNull(row.completed_at),
  }
}

export function toImportChunkRow(sealer: Sealer, chunk: ImportChunk): ImportChunkRow {
  return {
    pool_id: chunk.poolId,
    job_id: chunk.jobId,
    upload: chunk.upload,
    number: chunk.number,
    content: sealBytes(sealer, contentPlace(chunk), chunk.content),
    expires_at: toTime(chunk.expiresAt),
  }
}

export function openImportChunk(sealer: Sealer, row: ImportChunkRow): Uint8Array {
  const place = contentPlace({ poolId: row.pool_id, jobId: row.job_id, upload: row.upload, number: row.number })
  return openBytes(sealer, place, row.content)
}

type ChunkName = Pick<ImportChunk, 'poolId' | 'jobId' | 'upload' | 'number'>

function contentPlace({ poolId, jobId, upload, number }: ChunkName): SealedPlace {
  return { table: 'user_import_chunks', column: 'content', row: [poolId, jobId, upload, String(number)] }
}
