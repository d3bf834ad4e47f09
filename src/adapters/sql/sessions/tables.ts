import type { Json, Time } from '../column-types.ts'

export interface TokenFamilyRow {
  readonly pool_id: string
  readonly id: string
  readonly sub: string
  readonly details: Json
  readonly current_token_hash: string
  readonly previous_token_hash: string | null
  readonly rotated_at: Time | null
  readonly revoked_at: Time | null
  readonly expires_at: Time
  readonly session_id: string | null
  readonly origin_session_id: string | null
  readonly last_active_at: Time | null
  readonly activity: Json | null
  readonly sid: string | null
  /** The app client that was told `sid`. */
  readonly sid_client_id: string | null
}

export interface AuthorizationCodeRow {
  readonly pool_id: string
  readonly code_hash: string
  readonly sub: string
  readonly details: Json
  readonly family_id: string | null
  readonly created_at: Time
  readonly expires_at: Time
  readonly origin_session_id: string | null
}

export interface LoginSessionRow {
  readonly pool_id: string
  readonly id_hash: string
  readonly sub: string
  readonly details: Json
  readonly expires_at: Time
  readonly session_id: string | null
  readonly last_active_at: Time | null
  readonly activity: Json | null
  readonly sid: string | null
}

export interface SpentSessionRow {
  readonly pool_id: string
  readonly session_id: string
  readonly expires_at: Time
}
