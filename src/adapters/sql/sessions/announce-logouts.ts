import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import type { SqlConnection } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { statement, type Placeholders, type SqlValue, type StatementResult } from '../statement.ts'

/** What every announcement needs. `noticedAt` is `at` again: within a text PostgreSQL takes no number. */
interface Moment {
  readonly poolId: string
  readonly at: number
  readonly noticedAt: string
}

type Families = ExpressionBuilder<Schema, 'token_families'>

/**
 * Puts into the outbox, in the commit that ends sessions and before it ends them, what the app clients are to be told
 * that know them by a `sid`. Which URI, and whether there still is one, is decided when it is sent.
 */
export function logoutAnnouncement<Key extends { readonly [Name in keyof Key]: SqlValue }>(
  where: (families: Families, value: Placeholders<Key & Moment>) => Expression<SqlBool>,
): (on: SqlConnection, key: Key & Pick<Moment, 'poolId' | 'at'>) => Promise<StatementResult<unknown>> {
  const announce = statement((db, value: Placeholders<Key & Moment>) => {
    const sid = sql.ref<string>('sid')
    const clientId = sql.ref<string>('sid_client_id')
    const at = sql<number>`cast(${value('at')} as bigint)`
    return db
      .insertInto('messages')
      .columns(['id', 'pool_id', 'channel', 'body', 'created_at', 'due_at', 'attempts'])
      .expression((families) =>
        families
          .selectFrom('token_families')
          .select([
            sql<string>`'logout ' || ${clientId} || ' ' || ${sid} || ' ' || ${value('noticedAt')}`.as('id'),
            'pool_id',
            sql<string>`'LOGOUT'`.as('channel'),
            // None of them has a sign that JSON would write otherwise.
            sql<string>`'{"clientId":"' || ${clientId} || '","sub":"' || ${sql.ref('sub')} || '","sid":"' || ${sid} || '"}'`.as(
              'body',
            ),
            at.as('created_at'),
            at.as('due_at'),
            sql<number>`0`.as('attempts'),
          ])
          .where('pool_id', '=', value('poolId'))
          .where('sid', 'is not', null)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', value('at'))
          .where((eb) => where(eb, value)),
      )
      .onConflict((conflict) => conflict.doNothing())
  })
  return (on, key) => announce(on, { ...key, noticedAt: String(key.at) })
}
