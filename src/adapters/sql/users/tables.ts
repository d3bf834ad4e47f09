import type { UserStatusType } from '../../../contract/shapes.gen.ts'
import type { Flag, Json, Sealed, Time } from '../column-types.ts'

export interface UserRow {
  readonly pool_id: string
  readonly sub: string
  readonly username: string
  readonly status: UserStatusType
  readonly enabled: Flag
  /** The `…_key` columns hold the folded beginning of the attribute of that name, for ListUsers. */
  readonly email_key: string | null
  readonly phone_number_key: string | null
  readonly name_key: string | null
  readonly given_name_key: string | null
  readonly family_name_key: string | null
  readonly preferred_username_key: string | null
  readonly profile: Json
  readonly credentials: Sealed | null
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}

export interface UsersTable extends UserRow {
  /** No part of the record: `updateUser` leaves it as it is. */
  readonly signed_out_at: Time | null
}

export interface UserAliasRow {
  readonly pool_id: string
  readonly namespace: string
  readonly key: string
  readonly sub: string
}

/** How many users a pool has, spread over shards so that sign-ups do not wait for one another. */
export interface UserCountRow {
  readonly pool_id: string
  readonly shard: number
  readonly users: number
}

export interface AuthEventRow {
  readonly pool_id: string
  readonly sub: string
  readonly id: string
  readonly details: Json
  readonly created_at: Time
  /** What was said of it later. */
  readonly feedback: Json | null
}
