import type { UserImportJob } from '../../domain/user-import/user-import-job.ts'
import type { Page, PageRequest } from './page.ts'

export interface ImportJobName {
  readonly poolId: string
  readonly jobId: string
}

/** A piece of an uploaded file. What is not completed in time, or not started, goes at `expiresAt`. */
export interface ImportChunk extends ImportJobName {
  readonly upload: string
  /** From 0 on. */
  readonly number: number
  readonly content: Uint8Array
  readonly expiresAt: Date
}

export interface UserImportQueries {
  find(poolId: string, jobId: string): Promise<UserImportJob | undefined>
  /** Newest first. */
  list(poolId: string, page: PageRequest): Promise<Page<UserImportJob>>
  /** Started, not ended, and in nobody's hands at `now`. */
  listClaimable(now: Date): Promise<readonly ImportJobName[]>
  readChunk(chunk: Pick<ImportChunk, 'poolId' | 'jobId' | 'upload' | 'number'>): Promise<Uint8Array | undefined>
  /** What became of the rows from `fromLine` on, one line of text each, in the order of the file. */
  listOutcomes(poolId: string, jobId: string, fromLine: number): Promise<readonly string[]>
}

export type UserImportWrite =
  | { readonly write: 'createImportJob'; readonly job: UserImportJob }
  /** Guard `import-job-created`: the job waits for its start. */
  | { readonly write: 'putImportChunk'; readonly chunk: ImportChunk }
  /** Guard `import-job-created`. From now on this upload is the file; the chunks of others go. */
  | ({ readonly write: 'completeImportUpload'; readonly upload: string } & ImportJobName)
  /** Guards `import-job-created` (with an upload), `no-other-import`: the account's only one. */
  | ({ readonly write: 'startImportJob'; readonly accountId: string; readonly at: Date } & ImportJobName)
  /** Guard `import-job-running`: started, not ended, and not asked to stop before. */
  | ({ readonly write: 'stopImportJob' } & ImportJobName)
  /** Guard `import-job-claimable`: started, not ended, and in nobody's hands at `now`. */
  | ({
      readonly write: 'claimImportJob'
      readonly owner: string
      readonly now: Date
      readonly leaseUntil: Date
    } & ImportJobName)
  /** Guard `import-job-owned`: in the hands of `owner`, at `fromLine`, and not asked to stop. */
  | ({
      readonly write: 'advanceImportJob'
      readonly owner: string
      readonly fromLine: number
      readonly toLine: number
      readonly importedUsers: number
      readonly skippedUsers: number
      readonly failedUsers: number
      readonly outcomes: string
      readonly leaseUntil: Date
    } & ImportJobName)
  /** Guard `import-job-owned`: in the hands of `owner`. Its file goes; the account is free for another job. */
  | ({
      readonly write: 'finishImportJob'
      readonly owner: string
      readonly status: 'Stopped' | 'Failed' | 'Succeeded'
      readonly completionMessage: string
      readonly at: Date
    } & ImportJobName)
  /** Guard `no-import-running`: no job of this pool is started and not ended. */
  | { readonly write: 'requireNoImport'; readonly poolId: string }
