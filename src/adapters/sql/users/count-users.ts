import { sql } from 'kysely'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

const shards = 16

export async function countUser(on: SqlConnection, poolId: string, sub: string, change: 1 | -1): Promise<void> {
  await addToShard(on, { poolId, shard: (sub.codePointAt(sub.length - 1) ?? 0) % shards, change })
}

/** Exact, and as fast for a million users as for one. */
export async function countUsers(on: SqlConnection, poolId: string): Promise<number> {
  const { rows } = await countsOfPool(on, { poolId })
  return rows.reduce((sum, { users }) => sum + users, 0)
}

const addToShard = statement((db, value: Placeholders<{ poolId: string; shard: number; change: number }>) =>
  db
    .insertInto('user_counts')
    .values({ pool_id: value('poolId'), shard: value('shard'), users: value('change') })
    .onConflict((conflict) =>
      conflict
        .columns(['pool_id', 'shard'])
        .doUpdateSet({ users: sql`${sql.ref('user_counts.users')} + ${sql.ref('excluded.users')}` }),
    ),
)

const countsOfPool = statement((db, value: Placeholders<{ poolId: string }>) =>
  db.selectFrom('user_counts').select('users').where('pool_id', '=', value('poolId')),
)
