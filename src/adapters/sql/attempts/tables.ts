import type { Time } from '../column-types.ts'

export interface LockoutRow {
  readonly pool_id: string
  readonly subject: string
  /** Since the last pause that forgets them. */
  readonly failures: number
  /** Since the last success or unlock; no pause forgets these (AUTHN-07). */
  readonly consecutive_failures: number
  readonly last_failure_at: Time
  readonly locked_until: Time
}

export interface AttemptRow {
  readonly pool_id: string
  readonly subject: string
  readonly action: string
  readonly attempts: number
  readonly window_started_at: Time
  readonly expires_at: Time
}
