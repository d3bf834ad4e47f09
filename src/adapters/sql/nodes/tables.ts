import type { Time } from '../column-types.ts'

export interface NodeRow {
  readonly place: number
  readonly host: string
  readonly port: number
  readonly expires_at: Time
}
