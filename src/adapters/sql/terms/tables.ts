import type { Json, Time } from '../column-types.ts'

export interface TermsRow {
  readonly pool_id: string
  readonly id: string
  readonly client_id: string
  readonly name: string
  readonly settings: Json
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}
