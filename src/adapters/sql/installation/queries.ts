import type { InstallationQueries } from '../../../ports/storage/installation.ts'
import type { SqlConnection } from '../engine.ts'
import type { Sealer } from '../sealed.ts'
import type { Submit } from '../sql-write.ts'
import { statement, type Placeholders } from '../statement.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import { fromTimeOrNull } from '../stored-time.ts'
import { fromAccessKeyRow, fromDeadMessageRow, fromMessageRow } from './rows.ts'

export function installationQueries(on: SqlConnection, sealer: Sealer, submit: Submit): InstallationQueries {
  return {
    async findAccessKey(accessKeyId) {
      const { rows } = await accessKeyById(on, { accessKeyId })
      return rows.map((row) => fromAccessKeyRow(sealer, row)).at(0)
    },

    async listAccessKeys() {
      const { rows } = await accessKeys(on, {})
      return rows.map((row) => fromAccessKeyRow(sealer, row))
    },

    async claimMessages(limit, leaseSeconds, now) {
      const outcome = await submit([{ write: 'claimMessages', limit, leaseSeconds, now }])
      return outcome.committed ? outcome.claimed.map((row) => fromMessageRow(sealer, row)) : []
    },

    async listDeadMessages(page) {
      const position = positionAfter(page, { createdAt: Number.MIN_SAFE_INTEGER, id: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await deadMessagesAfter(on, { ...position, count: page.limit + 1 })
      return pageOf(rows, page, {
        item: (row) => fromDeadMessageRow(sealer, row),
        position: (row) => [row.created_at, row.id],
      })
    },

    async messageBacklog() {
      const [waiting, dead] = await Promise.all([waitingMessages(on, {}), deadMessages(on, {})])
      return {
        waiting: Number(waiting.rows[0]?.count ?? 0),
        oldestAt: fromTimeOrNull(waiting.rows[0]?.oldest ?? null),
        dead: Number(dead.rows[0]?.count ?? 0),
      }
    },
  }
}

const accessKeyById = statement((db, value: Placeholders<{ accessKeyId: string }>) =>
  db.selectFrom('access_keys').selectAll().where('access_key_id', '=', value('accessKeyId')),
)

const accessKeys = statement((db) =>
  db.selectFrom('access_keys').selectAll().orderBy('created_at').orderBy('access_key_id'),
)

const deadMessagesAfter = statement((db, value: Placeholders<{ createdAt: number; id: string; count: number }>) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('due_at', 'is', null)
    .where((eb) => eb(eb.refTuple('created_at', 'id'), '>', eb.tuple(value('createdAt'), value('id'))))
    .orderBy('created_at')
    .orderBy('id')
    .limit(value('count')),
)

const waitingMessages = statement((db) =>
  db
    .selectFrom('messages')
    .select(({ fn }) => [fn.countAll().as('count'), fn.min('created_at').as('oldest')])
    .where('due_at', 'is not', null),
)

const deadMessages = statement((db) =>
  db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('due_at', 'is', null),
)
