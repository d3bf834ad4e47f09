import type { Json, Time } from '../column-types.ts'

export interface RiskConfigurationRow {
  readonly pool_id: string
  readonly settings: Json
  readonly updated_at: Time
}

/** Goes with its client, as the pool's own goes with the pool. */
export interface ClientRiskConfigurationRow extends RiskConfigurationRow {
  readonly client_id: string
}

export interface LogConfigurationRow {
  readonly pool_id: string
  readonly settings: Json
}
