import type { UserQueries } from '../../../ports/storage/users.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTime } from '../stored-time.ts'
import { countUsers } from './count-users.ts'
import { findHolder } from './find-holder.ts'
import { listUsers } from './list-users.ts'
import { fromAuthEventRow, fromUserRow } from './rows.ts'

export function userQueries(on: SqlConnection, sealer: Sealer): UserQueries {
  return {
    async find(poolId, sub) {
      const { rows } = await userBySub(on, { poolId, sub })
      return rows.map((row) => fromUserRow(sealer, row)).at(0)
    },

    async findByAlias(poolId, aliases) {
      const row = await findHolder(on, poolId, aliases)
      return row && fromUserRow(sealer, row)
    },

    list: (poolId, filter, page) => listUsers(on, sealer, { poolId, filter, page }),

    count: (poolId) => countUsers(on, poolId),

    async findSignedOutAt(poolId, sub) {
      const { rows } = await signOutOf(on, { poolId, sub })
      const at = rows[0]?.signed_out_at ?? undefined
      return at === undefined ? undefined : fromTime(at)
    },

    async listAuthEvents(poolId, sub, page) {
      const position = positionAfter(page, { createdAt: Number.MAX_SAFE_INTEGER, id: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await authEventsBefore(on, { poolId, sub, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromAuthEventRow, position: (row) => [row.created_at, row.id] })
    },
  }
}

const userBySub = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.selectFrom('users').selectAll().where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const signOutOf = statement((db, value: Placeholders<{ poolId: string; sub: string }>) =>
  db.selectFrom('users').select('signed_out_at').where('pool_id', '=', value('poolId')).where('sub', '=', value('sub')),
)

const authEventsBefore = statement(
  (db, value: Placeholders<{ poolId: string; sub: string; createdAt: number; id: string; count: number }>) =>
    db
      .selectFrom('auth_events')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where('sub', '=', value('sub'))
      .where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(value('createdAt'), value('id'))))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(value('count')),
)
