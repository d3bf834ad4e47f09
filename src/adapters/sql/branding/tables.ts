import type { Json, Time } from '../column-types.ts'

export interface BrandingRow {
  readonly pool_id: string
  readonly id: string
  readonly client_id: string
  readonly style: Json
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
}

export interface FormerStyleRow {
  readonly pool_id: string
  readonly branding_id: string
  readonly version: number
  readonly style: Json
  readonly updated_at: Time
}

export interface UiCustomizationRow {
  readonly pool_id: string
  /** A client's id, or ALL. */
  readonly client_id: string
  /** The client that takes it along when it goes; null for ALL. */
  readonly owner_id: string | null
  readonly style: Json
  readonly created_at: Time
  readonly updated_at: Time
}
