import type { Flag, Json, Time } from '../column-types.ts'

export interface PasskeyRow {
  readonly pool_id: string
  /** `lookupKey` of the credential id, which may have 1023 bytes. */
  readonly credential_key: string
  readonly sub: string
  readonly sign_count: number
  readonly backed_up: Flag
  readonly details: Json
  readonly label: string | null
  readonly created_at: Time
  readonly used_at: Time | null
}
