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

/** What has no position yet. */
export interface UnplacedRevocationRow extends Pick<RevocationRow, 'pool_id' | 'kind' | 'subject' | 'signed_out_at'> {
  /** The server gives it; within one commit, in the order of its words. */
  readonly id: number | null
}

export interface RevocationEndRow {
  readonly id: number
  readonly position: number
}
