import { newImportJobId } from '../../crypto/identifiers.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { renderImportJob, type UserImportJob } from '../../domain/user-import/user-import-job.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import { importUploadUrl } from '../../flows/user-import/upload-url.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateUserImportJob = operation(
  'CreateUserImportJob',
  async ({ input, refuse }, ports: Pick<Ports, 'addresses' | 'clock' | 'random' | 'sealing' | 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    if (!pool.configuration.AutoVerifiedAttributes?.length) {
      throw refuse('PreconditionNotMetException', 'The user pool must have at least one auto verified attribute.')
    }
    const createdAt = ports.clock.now()
    const job: UserImportJob = {
      poolId: pool.id,
      id: newImportJobId((size) => ports.random.bytes(size)),
      name: input.JobName,
      cloudWatchLogsRoleArn: input.CloudWatchLogsRoleArn,
      passwordHashingAlgorithm: input.PasswordHashingAlgorithm,
      status: 'Created',
      upload: undefined,
      nextLine: 2,
      importedUsers: 0,
      skippedUsers: 0,
      failedUsers: 0,
      completionMessage: undefined,
      createdAt,
      startedAt: undefined,
      completedAt: undefined,
    }
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota: { kind: 'import-jobs', poolId: pool.id }, limit: quotas.importJobs.limit },
      { write: 'createImportJob', job },
    ])
    if (result.committed) return { UserImportJob: renderImportJob(job, importUploadUrl(ports, job), createdAt) }
    if (result.guard === 'under-limit') throw refuse('LimitExceededException', quotaText(quotas.importJobs))
    throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
  },
)
