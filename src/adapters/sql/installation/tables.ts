import type { Json, Sealed, Time } from '../column-types.ts'

export interface MessageRow {
  readonly id: string
  readonly pool_id: string
  readonly channel: string
  /** Of a logout notice it is JSON, of what is no secret. */
  readonly body: Sealed
  readonly created_at: Time
  /** Null once no further delivery is tried. */
  readonly due_at: Time | null
  readonly attempts: number
  readonly failure: Json | null
}

export interface AccessKeyRow {
  readonly access_key_id: string
  readonly principal: string
  readonly role: 'admin' | 'read-only'
  readonly secret: Sealed
  readonly created_at: Time
  readonly disabled_at: Time | null
}

export interface InstallationValueRow {
  readonly name: string
  readonly value: string
}
