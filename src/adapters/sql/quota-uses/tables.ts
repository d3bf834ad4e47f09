import type { Time } from '../column-types.ts'

export interface QuotaUsesRow {
  readonly plan_id: string
  readonly key_id: string
  readonly period: string
  readonly started_at: Time
  readonly ends_at: Time
  readonly uses: number
}
