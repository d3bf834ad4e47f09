import type { Time } from '../column-types.ts'

/** One for each scope. */
export interface ConsentRow {
  readonly pool_id: string
  readonly sub: string
  readonly client_id: string
  readonly scope: string
  readonly granted_at: Time
}
