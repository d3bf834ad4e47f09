import type {
  PasswordHashingAlgorithmType,
  UserImportJobStatusType,
  UserImportJobType,
} from '../../contract/shapes.gen.ts'

export interface UserImportJob {
  readonly poolId: string
  readonly id: string
  readonly name: string
  readonly cloudWatchLogsRoleArn: string
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithmType | undefined
  /** As stored: that a job has expired follows from the time. */
  readonly status: Exclude<UserImportJobStatusType, 'Expired'>
  /** The complete upload that counts. */
  readonly upload: string | undefined
  /** The line that comes next. */
  readonly nextLine: number
  readonly importedUsers: number
  readonly skippedUsers: number
  readonly failedUsers: number
  readonly completionMessage: string | undefined
  readonly createdAt: Date
  readonly startedAt: Date | undefined
  readonly completedAt: Date | undefined
}

/** Cognito: a job that is not started within a day never will be. */
export const importStartSeconds = 24 * 60 * 60
/** How long the URL takes a file. */
export const importUploadSeconds = 15 * 60

export function expiryOfStart({ createdAt }: Pick<UserImportJob, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + importStartSeconds * 1000)
}

export function expiryOfUpload({ createdAt }: Pick<UserImportJob, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + importUploadSeconds * 1000)
}

export function importStatus(job: UserImportJob, now: Date): UserImportJobStatusType {
  return job.status === 'Created' && expiryOfStart(job) <= now ? 'Expired' : job.status
}

export function renderImportJob(job: UserImportJob, preSignedUrl: string, now: Date): UserImportJobType {
  const isExpired = importStatus(job, now) === 'Expired'
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.poolId,
    PreSignedUrl: preSignedUrl,
    CreationDate: job.createdAt,
    StartDate: job.startedAt,
    CompletionDate: isExpired ? expiryOfStart(job) : job.completedAt,
    Status: importStatus(job, now),
    CloudWatchLogsRoleArn: job.cloudWatchLogsRoleArn,
    ImportedUsers: job.importedUsers,
    SkippedUsers: job.skippedUsers,
    FailedUsers: job.failedUsers,
    CompletionMessage: isExpired ? 'The user import job has expired.' : job.completionMessage,
    PasswordHashingAlgorithm: job.passwordHashingAlgorithm,
  }
}
