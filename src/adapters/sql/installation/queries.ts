import type { InstallationQueries } from '../../../ports/storage/installation.ts'
import type { SqlConnection } from '../engine.ts'
import type { Sealer } from '../sealed.ts'
import type { Submit } from '../sql-write.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromAccessKeyRow, fromMessageRow } from './rows.ts'

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
  }
}

const accessKeyById = statement((db, value: Placeholders<{ accessKeyId: string }>) =>
  db.selectFrom('access_keys').selectAll().where('access_key_id', '=', value('accessKeyId')),
)

const accessKeys = statement((db) =>
  db.selectFrom('access_keys').selectAll().orderBy('created_at').orderBy('access_key_id'),
)
