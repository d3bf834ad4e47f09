import type { SqlConnection } from '../engine.ts'
import { insert } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { RevocationRow } from './tables.ts'

/** What a write ended, still without a position. */
export type Ended = Pick<RevocationRow, 'kind' | 'pool_id' | 'subject' | 'signed_out_at'>

export function endedFamilies(poolId: string, ids: readonly string[]): readonly Ended[] {
  return ids.map((subject) => ({ kind: 'family', pool_id: poolId, subject, signed_out_at: null }))
}

/** All that it had, for good: it is gone. */
export function gone(kind: 'user' | 'client' | 'pool', poolId: string, subject = ''): readonly Ended[] {
  return [{ kind, pool_id: poolId, subject, signed_out_at: null }]
}

/**
 * Tells of what ended, in the commit that ended it. Where there is one writer, positions are in the order of commits as
 * they are given. Elsewhere a commit would have to hold the row that gives them out until it is on the disk, and the
 * next would wait for it: there they are given afterwards, by `placeRevocations`.
 */
export async function recordRevocations(on: SqlConnection, ended: readonly Ended[]): Promise<void> {
  if (ended.length === 0) return
  if (on.engine.hasConcurrentWriters) {
    for (const each of ended) await insert(on, 'unplaced_revocations', each)
    return
  }
  await takePositions(on, { count: ended.length })
  const { rows } = await lastPosition(on, {})
  const [end] = rows
  if (end === undefined) throw new Error('the row that gives out positions of revocations is missing')
  let position = end.position - ended.length
  for (const each of ended) {
    position += 1
    await insert(on, 'revocations', { ...each, position })
  }
}

const takePositions = statement((db, value: Placeholders<{ count: number }>) =>
  db
    .updateTable('revocation_end')
    .set((eb) => ({ position: eb('position', '+', value('count')) }))
    .where('id', '=', 1),
)

export const lastPosition = statement((db, _value: Placeholders<object>) =>
  db.selectFrom('revocation_end').select('position').where('id', '=', 1),
)
