import { paginationToken } from '../../domain/pagination-token.ts'
import { renderImportJob } from '../../domain/user-import/user-import-job.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import { importUploadUrl } from '../../flows/user-import/upload-url.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListUserImportJobs = operation(
  'ListUserImportJobs',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'sealing' | 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const scope = `ListUserImportJobs ${pool.id}`
    const page = requirePage(refuse, scope, { limit: input.MaxResults, token: input.PaginationToken })
    const { items, next } = await ports.storage.userImports.list(pool.id, page)
    const now = ports.clock.now()
    return {
      UserImportJobs: items.map((job) => renderImportJob(job, importUploadUrl(ports, job), now)),
      PaginationToken: paginationToken(scope, next),
    }
  },
)
