import type { UserImportQueries } from '../../../ports/storage/user-imports.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromImportJobRow, openImportChunk } from './rows.ts'

export function userImportQueries(on: SqlConnection, sealer: Sealer): UserImportQueries {
  return {
    async find(poolId, jobId) {
      const { rows } = await jobById(on, { poolId, jobId })
      return rows.map(fromImportJobRow).at(0)
    },

    async list(poolId, page) {
      const position = positionAfter(page, { createdAt: Number.MAX_SAFE_INTEGER, id: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await jobsBefore(on, { poolId, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromImportJobRow, position: (row) => [row.created_at, row.id] })
    },

    async listClaimable(now) {
      const { rows } = await claimableJobs(on, { now: now.getTime() })
      return rows.map((row) => ({ poolId: row.pool_id, jobId: row.job_id }))
    },

    async readChunk(chunk) {
      const { rows } = await chunkByNumber(on, chunk)
      return rows.map((row) => openImportChunk(sealer, row)).at(0)
    },

    async listOutcomes(poolId, jobId, fromLine) {
      const { rows } = await outcomesFrom(on, { poolId, jobId, fromLine })
      return rows.flatMap(({ outcomes }) => outcomes.split('\n'))
    },
  }
}

const jobById = statement((db, value: Placeholders<{ poolId: string; jobId: string }>) =>
  db.selectFrom('user_import_jobs').selectAll().where('pool_id', '=', value('poolId')).where('id', '=', value('jobId')),
)

const jobsBefore = statement(
  (db, value: Placeholders<{ poolId: string; createdAt: number; id: string; count: number }>) =>
    db
      .selectFrom('user_import_jobs')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(value('createdAt'), value('id'))))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(value('count')),
)

const claimableJobs = statement((db, value: Placeholders<{ now: number }>) =>
  db
    .selectFrom('active_user_imports as active')
    .innerJoin('user_import_jobs as job', (join) =>
      join.onRef('job.pool_id', '=', 'active.pool_id').onRef('job.id', '=', 'active.job_id'),
    )
    .select(['active.pool_id', 'active.job_id'])
    .where((eb) => eb.or([eb('job.leased_until', 'is', null), eb('job.leased_until', '<=', value('now'))])),
)

const chunkByNumber = statement(
  (db, value: Placeholders<{ poolId: string; jobId: string; upload: string; number: number }>) =>
    db
      .selectFrom('user_import_chunks')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where('job_id', '=', value('jobId'))
      .where('upload', '=', value('upload'))
      .where('number', '=', value('number')),
)

const outcomesFrom = statement((db, value: Placeholders<{ poolId: string; jobId: string; fromLine: number }>) =>
  db
    .selectFrom('user_import_outcomes')
    .select('outcomes')
    .where('pool_id', '=', value('poolId'))
    .where('job_id', '=', value('jobId'))
    .where('from_line', '>=', value('fromLine'))
    .orderBy('from_line'),
)
