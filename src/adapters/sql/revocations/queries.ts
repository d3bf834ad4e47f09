import type { RevocationQueries } from '../../../ports/storage/revocations.ts'
import type { SqlConnection } from '../engine.ts'
import type { Submit } from '../sql-write.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTimeOrNull } from '../stored-time.ts'
import { hasUnplaced } from './place-revocations.ts'
import { lastPosition } from './record-revocations.ts'

export interface OrderedRevocations extends RevocationQueries {
  /** Whatever was committed before has a position afterwards. */
  readonly place: () => Promise<void>
}

/** Whoever reads gives positions first: what a commit ended is told to whoever asks after it was acknowledged. */
export function revocationQueries(on: SqlConnection, submit: Submit): OrderedRevocations {
  async function place(): Promise<void> {
    if (on.engine.hasConcurrentWriters && (await hasUnplaced(on))) await submit([{ write: 'placeRevocations' }])
  }

  return {
    place,

    async list(after, limit) {
      await place()
      const { rows } = await behind(on, { after, limit })
      return rows.map(({ position, pool_id, kind, subject, signed_out_at }) => ({
        position,
        poolId: pool_id,
        kind,
        subject,
        at: fromTimeOrNull(signed_out_at),
      }))
    },

    async last() {
      await place()
      const { rows } = await lastPosition(on, {})
      return rows[0]?.position ?? 0
    },
  }
}

const behind = statement((db, value: Placeholders<{ after: number; limit: number }>) =>
  db
    .selectFrom('revocations')
    .selectAll()
    .where('position', '>', value('after'))
    .orderBy('position')
    .limit(value('limit')),
)
