import type { Refuse } from '../../contract/refusal.ts'
import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'
import type { Ports } from '../../ports/ports.ts'
import { requireUserPool } from '../user-pools/require-user-pool.ts'

/** The job that an operation names beside its pool. */
export async function requireImportJob(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { UserPoolId, JobId }: { readonly UserPoolId: string; readonly JobId: string },
): Promise<UserImportJob> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  const job = await ports.storage.userImports.find(pool.id, JobId)
  if (!job) throw refuse('ResourceNotFoundException', 'User import job does not exist.')
  return job
}
