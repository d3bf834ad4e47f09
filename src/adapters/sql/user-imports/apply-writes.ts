import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insert, insertIfFree } from '../rows.ts'
import type { SqlUserImportWrite } from './prepare-writes.ts'
import * as statements from './statements.ts'

export async function applyUserImportWrite(on: SqlConnection, write: SqlUserImportWrite): Promise<Applied> {
  switch (write.write) {
    case 'createImportJob':
      await insert(on, 'user_import_jobs', write.row)
      return done
    case 'putImportChunk': {
      const { pool_id: poolId, job_id: jobId } = write.row
      const { affected } = await statements.touchCreated(on, { poolId, jobId })
      if (affected === 0) return guarded(false, 'import-job-created')
      await insert(on, 'user_import_chunks', write.row)
      return done
    }
    case 'completeImportUpload': {
      const { poolId, jobId, upload } = write
      const { affected } = await statements.setUpload(on, { poolId, jobId, upload })
      if (affected === 0) return guarded(false, 'import-job-created')
      await statements.removeOtherUploads(on, { poolId, jobId, upload })
      return done
    }
    case 'startImportJob':
      return startJob(on, write)
    case 'stopImportJob': {
      const { poolId, jobId } = write
      const { affected } = await statements.setStopping(on, { poolId, jobId })
      return guarded(affected === 1, 'import-job-running')
    }
    case 'claimImportJob': {
      const { poolId, jobId, owner, now, leaseUntil } = write
      const times = { now: now.getTime(), leaseUntil: leaseUntil.getTime() }
      const { affected } = await statements.claim(on, { poolId, jobId, owner, ...times })
      return guarded(affected === 1, 'import-job-claimable')
    }
    case 'advanceImportJob':
      return advanceJob(on, write)
    case 'finishImportJob':
      return finishJob(on, write)
    case 'requireNoImport': {
      const { poolId } = write
      if (on.engine.hasConcurrentWriters) await statements.holdPool(on, { poolId })
      const { rows } = await statements.activeOfPool(on, { poolId })
      return guarded(rows.length === 0, 'no-import-running')
    }
  }
}

type Write<Name extends SqlUserImportWrite['write']> = Extract<SqlUserImportWrite, { readonly write: Name }>

async function startJob(
  on: SqlConnection,
  { poolId, jobId, accountId, at }: Write<'startImportJob'>,
): Promise<Applied> {
  // Whoever changes the pool waits, or is waited for.
  if (on.engine.hasConcurrentWriters) await statements.holdPool(on, { poolId })
  const { affected } = await statements.setPending(on, { poolId, jobId, at: at.getTime() })
  if (affected === 0) return guarded(false, 'import-job-created')
  const row = { account_id: accountId, pool_id: poolId, job_id: jobId }
  return guarded(await insertIfFree(on, 'active_user_imports', row), 'no-other-import')
}

async function advanceJob(on: SqlConnection, write: Write<'advanceImportJob'>): Promise<Applied> {
  const { write: _, leaseUntil, outcomes, ...values } = write
  const { affected } = await statements.advance(on, { ...values, leaseUntil: leaseUntil.getTime() })
  if (affected === 0) return guarded(false, 'import-job-owned')
  if (outcomes === '') return done
  const { poolId, jobId, fromLine } = write
  await insert(on, 'user_import_outcomes', { pool_id: poolId, job_id: jobId, from_line: fromLine, outcomes })
  return done
}

async function finishJob(on: SqlConnection, write: Write<'finishImportJob'>): Promise<Applied> {
  const { poolId, jobId, owner, status, completionMessage: message, at } = write
  const { affected } = await statements.finish(on, { poolId, jobId, owner, status, message, at: at.getTime() })
  if (affected === 0) return guarded(false, 'import-job-owned')
  await statements.removeActive(on, { poolId, jobId })
  await statements.removeChunks(on, { poolId, jobId })
  return done
}
