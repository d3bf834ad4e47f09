import { sql } from 'kysely'
import type { UserAlias } from '../../../domain/users/user.ts'
import type { SqlConnection } from '../engine.ts'
import { lookupKey } from '../lookup-key.ts'
import type { UserRow } from './tables.ts'
import { statement, type Placeholders, type StatementResult } from '../statement.ts'

type Values = Readonly<Record<string, string>>
type FindHolders = (on: SqlConnection, values: Values) => Promise<StatementResult<UserRow & { rank: number }>>

const statements = new Map<number, FindHolders>()

/**
 * Whoever holds the first alias that is held at all. All of them are looked up in one statement, found or not, so that
 * time does not tell who exists (AUTHN-10).
 */
export async function findHolder(
  on: SqlConnection,
  poolId: string,
  aliases: readonly UserAlias[],
): Promise<UserRow | undefined> {
  if (aliases.length === 0) return undefined
  const findHolders = statements.get(aliases.length) ?? holdersStatement(aliases.length)
  statements.set(aliases.length, findHolders)
  const keys = aliases.flatMap(({ namespace, key }, rank) => [
    [`namespace${rank}`, namespace],
    [`key${rank}`, lookupKey(key)],
  ])
  const { rows } = await findHolders(on, { ...Object.fromEntries(keys), poolId })
  return rows.toSorted((one, other) => one.rank - other.rank).at(0)
}

function holdersStatement(count: number): FindHolders {
  return statement((db, value: Placeholders<Values>) => {
    const holderAt = (rank: number) =>
      db
        .selectFrom('user_aliases')
        .innerJoin('users', (join) =>
          join.onRef('users.pool_id', '=', 'user_aliases.pool_id').onRef('users.sub', '=', 'user_aliases.sub'),
        )
        .selectAll('users')
        .select(sql<number>`${sql.lit(rank)}`.as('rank'))
        .where('user_aliases.pool_id', '=', value('poolId'))
        .where('user_aliases.namespace', '=', value(`namespace${rank}`))
        .where('user_aliases.key', '=', value(`key${rank}`))
    return Array.from({ length: count - 1 }, (_, index) => holderAt(index + 1)).reduce(
      (query, next) => query.unionAll(next),
      holderAt(0),
    )
  })
}
