import type { Sealed, Time } from '../column-types.ts'

export interface EncryptionKeyRow {
  readonly region: string
  readonly key_id: string
  readonly material: Sealed
  readonly description: string
  readonly created_at: Time
}

export interface KeyAliasRow {
  readonly region: string
  readonly name: string
  readonly key_id: string
  readonly created_at: Time
  readonly updated_at: Time
}
