import type { Json, Sealed, Time } from '../column-types.ts'

export interface UserPoolRow {
  readonly id: string
  readonly name: string
  readonly settings: Json
  readonly created_at: Time
  readonly updated_at: Time
  readonly version: number
  /** Set: the pool is deleted, and what is left of it goes little by little. */
  readonly is_removed: 1 | null
}

export interface SigningKeyRow {
  readonly pool_id: string
  readonly kid: string
  readonly use: 'id' | 'access'
  readonly private_key: Sealed
  readonly public_jwk: Json
  readonly created_at: Time
  readonly active_at: Time
  readonly retired_at: Time | null
}

export interface SigningCertificateRow {
  readonly pool_id: string
  readonly certificate: string
  readonly private_key: Sealed
  readonly created_at: Time
}

export interface DomainRow {
  readonly domain: string
  readonly pool_id: string
  readonly settings: Json
  readonly created_at: Time
}

export interface ResourceServerRow {
  readonly pool_id: string
  readonly identifier: string
  readonly settings: Json
}
