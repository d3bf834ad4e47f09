import { holdClient } from '../app-clients/hold-client.ts'
import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree, replace } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import type { SqlBrandingWrite } from './prepare-writes.ts'
import type { BrandingRow } from './tables.ts'

export async function applyBrandingWrite(on: SqlConnection, write: SqlBrandingWrite): Promise<Applied> {
  switch (write.write) {
    case 'createBranding':
      if (!(await holdClient(on, write.row))) return { failed: 'app-client-exists' }
      return guarded(await insertIfFree(on, 'managed_login_brandings', write.row), 'branding-free')
    case 'updateBranding':
      return replaceStyle(on, write)
    case 'deleteBranding': {
      const { affected } = await deleteVersion(on, { poolId: write.poolId, id: write.id, version: write.version })
      return guarded(affected === 1, 'branding-version')
    }
    case 'putUiCustomization':
      if (write.row.owner_id !== null && !(await holdClient(on, write.row))) return { failed: 'app-client-exists' }
      await replace(on, 'ui_customizations', write.row, ['pool_id', 'client_id'])
      return done
    case 'deleteUiCustomization':
      await deleteCustomization(on, { poolId: write.poolId, clientId: write.clientId })
      return done
  }
}

async function replaceStyle(on: SqlConnection, { row, kept }: SqlUpdate): Promise<Applied> {
  const { pool_id: poolId, id, version } = row
  const before = { poolId, id, version: version - 1 }
  // Of two that replace the same version the second finds it kept already.
  const { affected } = await keepVersion(on, before)
  if (affected === 0) return { failed: 'branding-version' }
  await replaceVersion(on, row)
  await dropFormer(on, { ...before, version: before.version - kept })
  return done
}

type SqlUpdate = Extract<SqlBrandingWrite, { readonly write: 'updateBranding' }>

interface Version {
  readonly poolId: string
  readonly id: string
  readonly version: number
}

const keepVersion = statement((db, value: Placeholders<Version>) =>
  db
    .insertInto('former_styles')
    .columns(['pool_id', 'branding_id', 'version', 'style', 'updated_at'])
    .expression((eb) =>
      eb
        .selectFrom('managed_login_brandings')
        .select(['pool_id', 'id', 'version', 'style', 'updated_at'])
        .where('pool_id', '=', value('poolId'))
        .where('id', '=', value('id'))
        .where('version', '=', value('version')),
    )
    .onConflict((conflict) => conflict.doNothing()),
)

/** That version and all before it. */
const dropFormer = statement((db, value: Placeholders<Version>) =>
  db
    .deleteFrom('former_styles')
    .where('pool_id', '=', value('poolId'))
    .where('branding_id', '=', value('id'))
    .where('version', '<=', value('version')),
)

const replaceVersion = statement((db, value: Placeholders<BrandingRow>) =>
  db
    .updateTable('managed_login_brandings')
    .set({ style: value('style'), updated_at: value('updated_at'), version: value('version') })
    .where('pool_id', '=', value('pool_id'))
    .where('id', '=', value('id')),
)

const deleteVersion = statement((db, value: Placeholders<Version>) =>
  db
    .deleteFrom('managed_login_brandings')
    .where('pool_id', '=', value('poolId'))
    .where('id', '=', value('id'))
    .where('version', '=', value('version')),
)

const deleteCustomization = statement((db, value: Placeholders<{ poolId: string; clientId: string }>) =>
  db.deleteFrom('ui_customizations').where('pool_id', '=', value('poolId')).where('client_id', '=', value('clientId')),
)
