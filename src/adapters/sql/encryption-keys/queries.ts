import type { EncryptionKeyQueries } from '../../../ports/storage/encryption-keys.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromEncryptionKeyRow, fromKeyAliasRow } from './rows.ts'

export function encryptionKeyQueries(on: SqlConnection, sealer: Sealer): EncryptionKeyQueries {
  return {
    async find(region, keyId) {
      const { rows } = await keyById(on, { region, keyId })
      return rows.map((row) => fromEncryptionKeyRow(sealer, row)).at(0)
    },

    async findAlias(region, name) {
      const { rows } = await aliasByName(on, { region, name })
      return rows.map(fromKeyAliasRow).at(0)
    },

    async listAliases(region, page) {
      const position = positionAfter(page, { name: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await aliasesAfter(on, { region, ...position, count: page.limit + 1 })
      return pageOf(rows, page, { item: fromKeyAliasRow, position: (row) => [row.name] })
    },
  }
}

const keyById = statement((db, value: Placeholders<{ region: string; keyId: string }>) =>
  db
    .selectFrom('encryption_keys')
    .selectAll()
    .where('region', '=', value('region'))
    .where('key_id', '=', value('keyId')),
)

const aliasByName = statement((db, value: Placeholders<{ region: string; name: string }>) =>
  db.selectFrom('key_aliases').selectAll().where('region', '=', value('region')).where('name', '=', value('name')),
)

const aliasesAfter = statement((db, value: Placeholders<{ region: string; name: string; count: number }>) =>
  db
    .selectFrom('key_aliases')
    .selectAll()
    .where('region', '=', value('region'))
    .where('name', '>', value('name'))
    .orderBy('name')
    .limit(value('count')),
)
