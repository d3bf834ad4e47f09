import type { Time } from '../column-types.ts'

export interface DeletionPlanRow {
  readonly pool_id: string
  readonly sub: string
  readonly due_at: Time
}
