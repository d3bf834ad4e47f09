import type { Json, Sealed, Time } from '../column-types.ts'

export interface IdentityProviderRow {
  readonly pool_id: string
  readonly name: string
  readonly settings: Json
  readonly secrets: Sealed
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}

export interface ProviderIdentifierRow {
  readonly pool_id: string
  readonly identifier: string
  readonly provider_name: string
}
