import { sql } from 'kysely'
import type { SqlConnection } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { statement, type Placeholders, type StatementResult } from '../statement.ts'

export interface PurgeRemovedPools {
  readonly write: 'purgeRemovedPools'
  readonly limit: number
}

/** The tables of a pool that can be long; what belongs to a user goes with the user. The rest goes with the pool's row. */
const tables: readonly (readonly [table: keyof Schema, ...key: string[]])[] = [
  ['users', 'pool_id', 'sub'],
  ['lockouts', 'pool_id', 'subject'],
  ['attempts', 'pool_id', 'subject', 'action'],
  ['verification_codes', 'pool_id', 'subject', 'purpose'],
  ['spent_sessions', 'pool_id', 'session_id'],
  ['pending_sign_ins', 'pool_id', 'state_hash'],
  ['device_authorizations', 'pool_id', 'device_code_hash'],
]

/** Removes some rows of one pool that was deleted, and once it has no more, its own. */
export async function purgeRemovedPools(on: SqlConnection, limit: number): Promise<number> {
  const { rows } = await anyRemovedPool(on, {})
  const poolId = rows[0]?.id
  if (poolId === undefined) return 0
  for (const removeSome of removals) {
    const { affected } = await removeSome(on, { poolId, limit })
    if (affected > 0) return affected
  }
  await deletePool(on, { poolId })
  return 1
}

const anyRemovedPool = statement((db, _value: Placeholders<object>) =>
  db.selectFrom('user_pools').select('id').where('is_removed', 'is not', null).limit(1),
)

/** Everything that is left in the pool goes with it, by the foreign keys. */
const deletePool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.deleteFrom('user_pools').where('id', '=', value('poolId')),
)

type Values = Readonly<{ poolId: string; limit: number }>

const removals = tables.map(
  ([table, ...key]): ((on: SqlConnection, values: Values) => Promise<StatementResult<unknown>>) =>
    statement((db, value: Placeholders<Values>) => {
      const columns = sql.join(key.map((column) => sql.ref(column)))
      const query = sql`delete from ${sql.table(table)} where (${columns}) in (
        select ${columns} from ${sql.table(table)} where pool_id = ${value('poolId')} limit ${value('limit')})`
      return { compile: () => query.compile(db) }
    }),
)
