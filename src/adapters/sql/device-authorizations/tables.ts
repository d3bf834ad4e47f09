import type { Json, Time } from '../column-types.ts'

export interface DeviceAuthorizationRow {
  readonly pool_id: string
  readonly device_code_hash: string
  readonly user_code_hash: string
  readonly details: Json
  readonly interval_seconds: number
  readonly polled_at: Time | null
  readonly expires_at: Time
  readonly decision: 'approved' | 'denied' | null
  /** Of whoever approved it. */
  readonly sub: string | null
  readonly origin_session_id: string | null
  /** What else is known of the sign-in that approved it. */
  readonly approval: Json | null
}
