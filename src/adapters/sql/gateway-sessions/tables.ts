import type { Sealed, Time } from '../column-types.ts'

export interface GatewaySessionRow {
  readonly id_hash: string
  readonly app: string
  readonly sealed: Sealed
  readonly created_at: Time
  readonly last_seen_at: Time
  readonly expires_at: Time
  readonly version: number
}
