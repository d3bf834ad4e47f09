import type { AppClientQueries } from '../../../ports/storage/app-clients.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { ReadCache } from '../read-cache.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromAppClientRow } from './rows.ts'

export function appClientQueries(on: SqlConnection, sealer: Sealer, cache: ReadCache): AppClientQueries {
  return {
    find: (clientId) =>
      cache.appClients.read(clientId, async () => {
        const { rows } = await clientById(on, { clientId })
        return rows.map((row) => fromAppClientRow(sealer, row)).at(0)
      }),

    async list(poolId, page) {
      const position = positionAfter(page, { createdAt: -1, clientId: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await clientsAfter(on, { poolId, ...position, count: page.limit + 1 })
      return pageOf(rows, page, {
        item: (row) => fromAppClientRow(sealer, row),
        position: (row) => [row.created_at, row.client_id],
      })
    },
  }
}

const clientById = statement((db, value: Placeholders<{ clientId: string }>) =>
  db.selectFrom('app_clients').selectAll().where('client_id', '=', value('clientId')),
)

const clientsAfter = statement(
  (db, value: Placeholders<{ poolId: string; createdAt: number; clientId: string; count: number }>) =>
    db
      .selectFrom('app_clients')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where((eb) => eb(eb.refTuple('created_at', 'client_id'), '>', eb.tuple(value('createdAt'), value('clientId'))))
      .orderBy('created_at')
      .orderBy('client_id')
      .limit(value('count')),
)
