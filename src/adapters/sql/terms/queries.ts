import type { TermsQueries } from '../../../ports/storage/terms.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromTermsRow } from './rows.ts'

export function termsQueries(on: SqlConnection): TermsQueries {
  return {
    async find(poolId, id) {
      const { rows } = await termsById(on, { poolId, id })
      return rows.map(fromTermsRow).at(0)
    },

    async findByClient(poolId, clientId, name) {
      const { rows } = await termsOfClient(on, { poolId, clientId, name })
      return rows.map(fromTermsRow).at(0)
    },

    async list(poolId, page) {
      const position = positionAfter(page, { createdAt: -1, id: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await termsAfter(on, { poolId, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromTermsRow, position: (row) => [row.created_at, row.id] })
    },
  }
}

const termsById = statement((db, value: Placeholders<{ poolId: string; id: string }>) =>
  db.selectFrom('terms').selectAll().where('pool_id', '=', value('poolId')).where('id', '=', value('id')),
)

const termsOfClient = statement((db, value: Placeholders<{ poolId: string; clientId: string; name: string }>) =>
  db
    .selectFrom('terms')
    .selectAll()
    .where('client_id', '=', value('clientId'))
    .where('name', '=', value('name'))
    .where('pool_id', '=', value('poolId')),
)

const termsAfter = statement(
  (db, value: Placeholders<{ poolId: string; createdAt: number; id: string; count: number }>) =>
    db
      .selectFrom('terms')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where((eb) => eb(eb.refTuple('created_at', 'id'), '>', eb.tuple(value('createdAt'), value('id'))))
      .orderBy('created_at')
      .orderBy('id')
      .limit(value('count')),
)
