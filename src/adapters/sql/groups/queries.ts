import type { GroupQueries } from '../../../ports/storage/groups.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromUserRow } from '../users/rows.ts'
import { fromGroupRow } from './rows.ts'

/** Groups come in the order of their names, members in that of their joining. */
export function groupQueries(on: SqlConnection, sealer: Sealer): GroupQueries {
  return {
    async find(poolId, name) {
      const { rows } = await groupByName(on, { poolId, name })
      return rows.map(fromGroupRow).at(0)
    },

    async list(poolId, page) {
      const position = positionAfter(page, { name: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await groupsAfter(on, { poolId, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromGroupRow, position: (row) => [row.name] })
    },

    async listOfUser(poolId, sub, page) {
      const position = positionAfter(page, { name: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await groupsOfUserAfter(on, { poolId, sub, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromGroupRow, position: (row) => [row.name] })
    },

    async listMembers(poolId, name, page) {
      const position = positionAfter(page, { addedAt: -1, sub: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await membersAfter(on, { poolId, name, ...position, count: page.limit + 1 })
      return pageOf(rows, page, {
        item: (row) => fromUserRow(sealer, row),
        position: (row) => [row.added_at, row.sub],
      })
    },
  }
}

const groupByName = statement((db, value: Placeholders<{ poolId: string; name: string }>) =>
  db.selectFrom('groups').selectAll().where('pool_id', '=', value('poolId')).where('name', '=', value('name')),
)

const groupsAfter = statement((db, value: Placeholders<{ poolId: string; name: string; count: number }>) =>
  db
    .selectFrom('groups')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('name', '>', value('name'))
    .orderBy('name')
    .limit(value('count')),
)

const groupsOfUserAfter = statement(
  (db, value: Placeholders<{ poolId: string; sub: string; name: string; count: number }>) =>
    db
      .selectFrom('group_members')
      .innerJoin('groups', (join) =>
        join
          .onRef('groups.pool_id', '=', 'group_members.pool_id')
          .onRef('groups.name', '=', 'group_members.group_name'),
      )
      .selectAll('groups')
      .where('group_members.pool_id', '=', value('poolId'))
      .where('group_members.sub', '=', value('sub'))
      .where('group_members.group_name', '>', value('name'))
      .orderBy('group_members.group_name')
      .limit(value('count')),
)

const membersAfter = statement(
  (db, value: Placeholders<{ poolId: string; name: string; addedAt: number; sub: string; count: number }>) =>
    db
      .selectFrom('group_members')
      .innerJoin('users', (join) =>
        join.onRef('users.pool_id', '=', 'group_members.pool_id').onRef('users.sub', '=', 'group_members.sub'),
      )
      .selectAll('users')
      .select('group_members.added_at')
      .where('group_members.pool_id', '=', value('poolId'))
      .where('group_members.group_name', '=', value('name'))
      .where((eb) =>
        eb(eb.refTuple('group_members.added_at', 'group_members.sub'), '>', eb.tuple(value('addedAt'), value('sub'))),
      )
      .orderBy('group_members.added_at')
      .orderBy('group_members.sub')
      .limit(value('count')),
)
