import type { UserImportJob } from '../../../domain/user-import/user-import-job.ts'
import type { Json, Sealed, Time } from '../column-types.ts'

export interface ImportJobRow {
  readonly pool_id: string
  readonly id: string
  readonly status: UserImportJob['status']
  readonly details: Json
  readonly message: string | null
  readonly upload: string | null
  readonly next_line: number
  readonly imported: number
  readonly skipped: number
  readonly failed: number
  readonly owner: string | null
  readonly leased_until: Time | null
  readonly created_at: Time
  readonly started_at: Time | null
  readonly completed_at: Time | null
}

export interface ActiveImportRow {
  readonly account_id: string
  readonly pool_id: string
  readonly job_id: string
}

export interface ImportChunkRow {
  readonly pool_id: string
  readonly job_id: string
  readonly upload: string
  readonly number: number
  readonly content: Sealed
  readonly expires_at: Time
}

export interface ImportOutcomesRow {
  readonly pool_id: string
  readonly job_id: string
  readonly from_line: number
  readonly outcomes: string
}
