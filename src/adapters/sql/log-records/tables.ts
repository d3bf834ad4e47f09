import type { Json, Time } from '../column-types.ts'

export interface LogRecordRow {
  readonly id: string
  readonly pool_id: string
  readonly destination: string
  readonly body: Json
  readonly created_at: Time
  readonly due_at: Time
  readonly attempts: number
}
