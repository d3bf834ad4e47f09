import { importStatus, renderImportJob } from '../../domain/user-import/user-import-job.ts'
import { requireImportJob } from '../../flows/user-import/require-import-job.ts'
import { importUploadUrl } from '../../flows/user-import/upload-url.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const StartUserImportJob = operation(
  'StartUserImportJob',
  async ({ input, refuse, request }, ports: Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>) => {
    const job = await requireImportJob(ports, refuse, input)
    const at = ports.clock.now()
    const status = importStatus(job, at)
    if (status !== 'Created') {
      throw refuse('PreconditionNotMetException', `The user import job cannot be started: it is ${status}.`)
    }
    if (job.upload === undefined) {
      throw refuse(
        'PreconditionNotMetException',
        'The user import job has no CSV file: upload one to its PreSignedUrl.',
      )
    }
    const { poolId, id: jobId } = job
    const { accountId } = request
    const result = await ports.storage.commit([{ write: 'startImportJob', poolId, jobId, accountId, at }])
    if (!result.committed && result.guard === 'no-other-import') {
      throw refuse('PreconditionNotMetException', 'Only one user import job can be active in an account.')
    }
    if (!result.committed) {
      throw refuse('PreconditionNotMetException', 'The user import job cannot be started: it has been started already.')
    }
    const started = { ...job, status: 'Pending', startedAt: at } as const
    return { UserImportJob: renderImportJob(started, importUploadUrl(ports, job), at) }
  },
)
