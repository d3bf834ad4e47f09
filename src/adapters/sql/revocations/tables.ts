import type { RevocationKind } from '../../../ports/storage/revocations.ts'
import type { Time } from '../column-types.ts'

/** No foreign keys: it outlives what it is about. */
export interface RevocationRow {
  readonly position: number
  readonly pool_id: string
  readonly kind: RevocationKind
  readonly subject: string
  readonly signed_out_at: Time | null
  /** When a sweep first found it, within a day of which all of its tokens are dead. */
  readonly kept_from: Time | null
}

export interface RevocationEndRow {
  readonly id: number
  readonly position: number
}
