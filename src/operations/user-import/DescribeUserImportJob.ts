import { renderImportJob } from '../../domain/user-import/user-import-job.ts'
import { requireImportJob } from '../../flows/user-import/require-import-job.ts'
import { importUploadUrl } from '../../flows/user-import/upload-url.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DescribeUserImportJob = operation(
  'DescribeUserImportJob',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>) => {
    const job = await requireImportJob(ports, refuse, input)
    return { UserImportJob: renderImportJob(job, importUploadUrl(ports, job), ports.clock.now()) }
  },
)
