import type { PasskeyQueries } from '../../../ports/storage/passkeys.ts'
import type { SqlConnection } from '../engine.ts'
import { lookupKey } from '../lookup-key.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromPasskeyRow } from './rows.ts'

export function passkeyQueries(on: SqlConnection): PasskeyQueries {
  return {
    async find(poolId, credentialId) {
      const { rows } = await passkeyByKey(on, { poolId, key: lookupKey(credentialId) })
      return rows.map(fromPasskeyRow).at(0)
    },

    async list(poolId, sub, page) {
      const position = positionAfter(page, { createdAt: -1, key: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await passkeysAfter(on, { poolId, sub, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromPasskeyRow, position: (row) => [row.created_at, row.credential_key] })
    },
  }
}

const passkeyByKey = statement((db, value: Placeholders<{ poolId: string; key: string }>) =>
  db
    .selectFrom('passkeys')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('credential_key', '=', value('key')),
)

const passkeysAfter = statement(
  (db, value: Placeholders<{ poolId: string; sub: string; createdAt: number; key: string; count: number }>) =>
    db
      .selectFrom('passkeys')
      .selectAll()
      .where('pool_id', '=', value('poolId'))
      .where('sub', '=', value('sub'))
      .where((eb) => eb(eb.refTuple('created_at', 'credential_key'), '>', eb.tuple(value('createdAt'), value('key'))))
      .orderBy('created_at')
      .orderBy('credential_key')
      .limit(value('count')),
)
