import type { BrandingQueries } from '../../../ports/storage/branding.ts'
import type { SqlConnection } from '../engine.ts'
import { fromTime } from '../stored-time.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromBrandingRow, fromFormerStyleRow, fromUiCustomizationRow } from './rows.ts'

export function brandingQueries(on: SqlConnection): BrandingQueries {
  return {
    async find(poolId, id) {
      const { rows } = await brandingById(on, { poolId, id })
      return rows.map(fromBrandingRow).at(0)
    },

    async findByClient(poolId, clientId) {
      const { rows } = await brandingOfClient(on, { poolId, clientId })
      return rows.map(fromBrandingRow).at(0)
    },

    async findVersion(poolId, clientId) {
      const { rows } = await versionOfClient(on, { poolId, clientId })
      return rows.map(({ id, version }) => ({ id, version })).at(0)
    },

    async listFormer(poolId, id) {
      const { rows } = await formerOfBranding(on, { poolId, id })
      return rows.map(({ version, updated_at }) => ({ version, updatedAt: fromTime(updated_at) }))
    },

    async findFormer(poolId, id, version) {
      const { rows } = await formerByVersion(on, { poolId, id, version })
      return rows.map(fromFormerStyleRow).at(0)
    },

    async findUiCustomization(poolId, clientId) {
      const { rows } = await customizationOfClient(on, { poolId, clientId })
      return rows.map(fromUiCustomizationRow).at(0)
    },
  }
}

const brandingById = statement((db, value: Placeholders<{ poolId: string; id: string }>) =>
  db
    .selectFrom('managed_login_brandings')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('id')),
)

const brandingOfClient = statement((db, value: Placeholders<{ poolId: string; clientId: string }>) =>
  db
    .selectFrom('managed_login_brandings')
    .selectAll()
    .where('client_id', '=', value('clientId'))
    .where('pool_id', '=', value('poolId')),
)

const versionOfClient = statement((db, value: Placeholders<{ poolId: string; clientId: string }>) =>
  db
    .selectFrom('managed_login_brandings')
    .select(['id', 'version'])
    .where('client_id', '=', value('clientId'))
    .where('pool_id', '=', value('poolId')),
)

const formerOfBranding = statement((db, value: Placeholders<{ poolId: string; id: string }>) =>
  db
    .selectFrom('former_styles')
    .select(['version', 'updated_at'])
    .where('pool_id', '=', value('poolId'))
    .where('branding_id', '=', value('id'))
    .orderBy('version', 'desc'),
)

const formerByVersion = statement((db, value: Placeholders<{ poolId: string; id: string; version: number }>) =>
  db
    .selectFrom('former_styles')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('branding_id', '=', value('id'))
    .where('version', '=', value('version')),
)

const customizationOfClient = statement((db, value: Placeholders<{ poolId: string; clientId: string }>) =>
  db
    .selectFrom('ui_customizations')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('client_id', '=', value('clientId')),
)
