import { importStatus, renderImportJob } from '../../domain/user-import/user-import-job.ts'
import { requireImportJob } from '../../flows/user-import/require-import-job.ts'
import { importUploadUrl } from '../../flows/user-import/upload-url.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const StopUserImportJob = operation(
  'StopUserImportJob',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>) => {
    const job = await requireImportJob(ports, refuse, input)
    const { poolId, id: jobId } = job
    const now = ports.clock.now()
    const result = await ports.storage.commit([{ write: 'stopImportJob', poolId, jobId }])
    if (!result.committed) {
      const text = `The user import job cannot be stopped: it is ${importStatus(job, now)}.`
      throw refuse('PreconditionNotMetException', text)
    }
    return { UserImportJob: renderImportJob({ ...job, status: 'Stopping' }, importUploadUrl(ports, job), now) }
  },
)
