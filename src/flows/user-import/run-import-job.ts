import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ImportJobName } from '../../ports/storage/user-imports.ts'
import { checkImportFile } from './check-import-file.ts'
import { importBatch } from './import-batch.ts'
import { readImportLines, type ImportLine } from './read-import-lines.ts'

export type ImportPorts = Pick<Ports, 'clock' | 'log' | 'random' | 'storage'>

const rowsAtOnce = 50

const completionMessages = {
  stopped: 'The Import Job was stopped by the developer.',
  failed: 'Too many users have failed or been skipped during the import.',
  succeeded: 'Import Job Completed Successfully.',
} as const

interface Held {
  readonly owner: string
  readonly isClosed: () => boolean
}

/**
 * Imports a job's file from where it stands to its end, unless it is told to stop, or another node has taken the job
 * over. `owner` holds the job already.
 */
export async function runImportJob(ports: ImportPorts, { poolId, jobId }: ImportJobName, held: Held): Promise<void> {
  const [pool, job] = await Promise.all([
    ports.storage.userPools.find(poolId),
    ports.storage.userImports.find(poolId, jobId),
  ])
  if (pool === undefined || job === undefined) return
  const isStopping = async (): Promise<boolean> =>
    (await ports.storage.userImports.find(poolId, jobId))?.status === 'Stopping'
  const finish = async (status: 'Stopped' | 'Failed' | 'Succeeded', completionMessage: string): Promise<void> => {
    const { owner } = held
    const end = { write: 'finishImportJob', poolId, jobId, owner, status, completionMessage, at: ports.clock.now() }
    const { committed } = await ports.storage.commit([{ ...end, write: 'finishImportJob' }])
    if (committed) ports.log.info({ poolId, jobId, status }, 'a user import has ended')
  }

  if (job.status === 'Stopping') return finish('Stopped', completionMessages.stopped)
  const file = await checkImportFile(ports, pool, job)
  if (file.kind === 'fault') return finish('Failed', file.fault)
  const reached = await importRows(ports, { pool, job, columns: file.columns, held })
  if (reached === 'interrupted') {
    if (await isStopping()) await finish('Stopped', completionMessages.stopped)
    return
  }
  const { importedUsers = 0 } = (await ports.storage.userImports.find(poolId, jobId)) ?? {}
  if (await isStopping()) return finish('Stopped', completionMessages.stopped)
  if (importedUsers === 0) return finish('Failed', completionMessages.failed)
  return finish('Succeeded', completionMessages.succeeded)
}

interface Rows {
  readonly pool: UserPool
  readonly job: UserImportJob
  readonly columns: readonly string[]
  readonly held: Held
}

async function importRows(ports: ImportPorts, { pool, job, columns, held }: Rows): Promise<'end' | 'interrupted'> {
  let fromLine = job.nextLine
  let lines: ImportLine[] = []
  const flush = async (): Promise<boolean> => {
    const { committed } = await importBatch(ports, { pool, job, columns, owner: held.owner, lines, fromLine })
    fromLine = (lines.at(-1)?.number ?? fromLine) + 1
    lines = []
    return committed
  }
  for await (const line of readImportLines(ports, job)) {
    if (line.number < job.nextLine) continue
    lines.push(line)
    if (lines.length < rowsAtOnce) continue
    if (held.isClosed() || !(await flush())) return 'interrupted'
  }
  if (lines.length > 0 && (held.isClosed() || !(await flush()))) return 'interrupted'
  return 'end'
}
