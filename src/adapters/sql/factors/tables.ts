import type { Json, Sealed, Time } from '../column-types.ts'

export interface VerificationCodeRow {
  readonly pool_id: string
  readonly subject: string
  readonly purpose: string
  readonly code_hash: string
  readonly details: Json
  readonly created_at: Time
  readonly expires_at: Time
  readonly failures: number
}

export interface SoftwareTokenRow {
  readonly pool_id: string
  readonly sub: string
  readonly secret: Sealed | null
  readonly pending_secret: Sealed | null
  /** SHA-256 of the pending secret: a sealed one cannot be compared. */
  readonly pending_hash: string | null
  readonly details: Json
  readonly last_accepted_step: number | null
}

export interface RecoveryCodeRow {
  readonly pool_id: string
  readonly sub: string
  readonly code_hash: string
  readonly made_at: Time
}

export interface DeviceRow {
  readonly pool_id: string
  readonly sub: string
  readonly device_key: string
  readonly details: Json
  readonly secrets: Sealed
  readonly created_at: Time
  readonly updated_at: Time
  readonly authenticated_at: Time
}
