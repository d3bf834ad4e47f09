import type { RevocationQueries } from '../../../ports/storage/revocations.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTimeOrNull } from '../stored-time.ts'
import { lastPosition } from './record-revocations.ts'

export function revocationQueries(on: SqlConnection): RevocationQueries {
  return {
    async list(after, limit) {
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
