import type { Json, Time } from '../column-types.ts'

export interface GroupRow {
  readonly pool_id: string
  readonly name: string
  readonly settings: Json
  readonly created_at: Time
  readonly updated_at: Time
}

export interface GroupMemberRow {
  readonly pool_id: string
  readonly group_name: string
  readonly sub: string
  readonly added_at: Time
}
