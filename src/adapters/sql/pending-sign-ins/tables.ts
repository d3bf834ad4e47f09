import type { Sealed, Time } from '../column-types.ts'

export interface PendingSignInRow {
  readonly pool_id: string
  readonly state_hash: string
  readonly browser_hash: string
  readonly details: Sealed
  readonly expires_at: Time
}
