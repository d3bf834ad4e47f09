import { sql } from 'kysely'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

export interface PlaceRevocations {
  readonly write: 'placeRevocations'
}

/**
 * Gives a position to whatever has ended and has none, whoever wrote it: a commit of its own, never a part of another.
 * It holds the row that gives positions out until it is on the disk, so positions become visible in their order, and
 * one that is seen has none before it that is still to come. What is not yet committed is not seen here, and gets a
 * later position. It waits for that row first and for nothing after it, so it closes no ring.
 */
export async function placeRevocations(on: SqlConnection): Promise<void> {
  await holdEnd(on, {})
  // A statement of its own, which sees what was committed while it waited for the row.
  await place(on, {})
}

export async function hasUnplaced(on: SqlConnection): Promise<boolean> {
  const { rows } = await anyUnplaced(on, {})
  return rows.length > 0
}

const holdEnd = statement((db, _value: Placeholders<object>) =>
  db.selectFrom('revocation_end').select('position').where('id', '=', 1).forUpdate(),
)

const place = statement((db, _value: Placeholders<object>) => {
  const query = sql`with
    taken as (delete from unplaced_revocations returning id, pool_id, kind, subject, signed_out_at),
    placed as (
      insert into revocations (position, pool_id, kind, subject, signed_out_at)
      select held.position + row_number() over (order by taken.id),
        taken.pool_id, taken.kind, taken.subject, taken.signed_out_at
      from taken cross join revocation_end as held where held.id = 1
      returning position)
    update revocation_end set position = position + (select count(*) from placed) where id = 1`
  return { compile: () => query.compile(db) }
})

const anyUnplaced = statement((db, _value: Placeholders<object>) =>
  db.selectFrom('unplaced_revocations').select('id').limit(1),
)
