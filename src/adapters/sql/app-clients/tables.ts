import type { Json, Sealed, Time } from '../column-types.ts'

export interface AppClientRow {
  readonly client_id: string
  readonly pool_id: string
  readonly settings: Json
  readonly secrets: Sealed | null
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}
