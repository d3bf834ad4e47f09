import { sql } from 'kysely'
import { statement, type Placeholders } from '../statement.ts'

interface Job {
  readonly poolId: string
  readonly jobId: string
}

/** Whoever starts the job meanwhile waits, or is seen. */
export const touchCreated = statement((db, value: Placeholders<Job>) =>
  db
    .updateTable('user_import_jobs')
    .set({ status: 'Created' })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('status', '=', 'Created'),
)

export const setUpload = statement((db, value: Placeholders<Job & { upload: string }>) =>
  db
    .updateTable('user_import_jobs')
    .set({ upload: value('upload') })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('status', '=', 'Created'),
)

export const removeOtherUploads = statement((db, value: Placeholders<Job & { upload: string }>) =>
  db
    .deleteFrom('user_import_chunks')
    .where('pool_id', '=', value('poolId'))
    .where('job_id', '=', value('jobId'))
    .where('upload', '!=', value('upload')),
)

export const setPending = statement((db, value: Placeholders<Job & { at: number }>) =>
  db
    .updateTable('user_import_jobs')
    .set({ status: 'Pending', started_at: value('at') })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('status', '=', 'Created')
    .where('upload', 'is not', null),
)

export const setStopping = statement((db, value: Placeholders<Job>) =>
  db
    .updateTable('user_import_jobs')
    .set({ status: 'Stopping' })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('status', 'in', ['Pending', 'InProgress']),
)

export const claim = statement((db, value: Placeholders<Job & { owner: string; now: number; leaseUntil: number }>) =>
  db
    .updateTable('user_import_jobs')
    .set({
      status: sql<
        'InProgress' | 'Stopping'
      >`case ${sql.ref('status')} when 'Stopping' then 'Stopping' else 'InProgress' end`,
      owner: value('owner'),
      leased_until: value('leaseUntil'),
    })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('status', 'in', ['Pending', 'InProgress', 'Stopping'])
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', value('now'))])),
)

interface Progress extends Job {
  readonly owner: string
  readonly fromLine: number
  readonly toLine: number
  readonly importedUsers: number
  readonly skippedUsers: number
  readonly failedUsers: number
  readonly leaseUntil: number
}

export const advance = statement((db, value: Placeholders<Progress>) =>
  db
    .updateTable('user_import_jobs')
    .set((eb) => ({
      next_line: value('toLine'),
      imported: eb('imported', '+', value('importedUsers')),
      skipped: eb('skipped', '+', value('skippedUsers')),
      failed: eb('failed', '+', value('failedUsers')),
      leased_until: value('leaseUntil'),
    }))
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('owner', '=', value('owner'))
    .where('next_line', '=', value('fromLine'))
    .where('status', '=', 'InProgress'),
)

interface End extends Job {
  readonly owner: string
  readonly status: 'Stopped' | 'Failed' | 'Succeeded'
  readonly message: string
  readonly at: number
}

export const finish = statement((db, value: Placeholders<End>) =>
  db
    .updateTable('user_import_jobs')
    .set({ status: value('status'), message: value('message'), completed_at: value('at'), owner: null })
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('jobId'))
    .where('owner', '=', value('owner'))
    .where('status', 'in', ['InProgress', 'Stopping']),
)

export const removeActive = statement((db, value: Placeholders<Job>) =>
  db.deleteFrom('active_user_imports').where('pool_id', '=', value('poolId')).where('job_id', '=', value('jobId')),
)

export const removeChunks = statement((db, value: Placeholders<Job>) =>
  db.deleteFrom('user_import_chunks').where('pool_id', '=', value('poolId')).where('job_id', '=', value('jobId')),
)

export const holdPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_pools').select('id').where('id', '=', value('poolId')).forNoKeyUpdate(),
)

export const activeOfPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('active_user_imports').select('job_id').where('pool_id', '=', value('poolId')).limit(1),
)
