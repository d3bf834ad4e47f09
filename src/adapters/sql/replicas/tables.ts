import type { Flag, Json, Time } from '../column-types.ts'

export interface ReplicaRow {
  readonly pool_id: string
  readonly region: string
  readonly is_active: Flag
  readonly tags: Json
  readonly created_at: Time
  readonly gone_at: Time | null
}
