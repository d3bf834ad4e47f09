import { done, guarded, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { insertIfFree } from '../rows.ts'
import { statement, type Placeholders } from '../statement.ts'
import { deleteIdentityProvider } from './delete-provider.ts'
import type { SqlIdentityProviderWrite } from './prepare-writes.ts'
import type { IdentityProviderRow, ProviderIdentifierRow } from './tables.ts'

export async function applyIdentityProviderWrite(on: SqlConnection, write: SqlIdentityProviderWrite): Promise<Applied> {
  switch (write.write) {
    case 'createIdentityProvider': {
      const isFree = await insertIfFree(on, 'identity_providers', write.row)
      return isFree ? addIdentifiers(on, write.identifiers) : { failed: 'identity-provider-free' }
    }
    case 'updateIdentityProvider': {
      const { affected } = await replaceVersion(on, write.row)
      if (affected === 0) return { failed: 'identity-provider-version' }
      await deleteIdentifiers(on, { poolId: write.row.pool_id, name: write.row.name })
      return addIdentifiers(on, write.identifiers)
    }
    case 'deleteIdentityProvider':
      return deleteIdentityProvider(on, write)
    case 'requireIdentityProviders':
      return requireProviders(on, write.poolId, write.names)
  }
}

async function addIdentifiers(on: SqlConnection, rows: readonly ProviderIdentifierRow[]): Promise<Applied> {
  for (const row of rows) {
    if (!(await insertIfFree(on, 'identity_provider_identifiers', row))) return { failed: 'provider-identifier-free' }
  }
  return done
}

async function requireProviders(on: SqlConnection, poolId: string, names: readonly string[]): Promise<Applied> {
  // In one order, so that two commits do not wait for one another.
  for (const name of names.toSorted()) {
    const { rows } = await holdProvider(on, { poolId, name })
    if (rows.length === 0) return guarded(false, 'identity-provider-exists')
  }
  return done
}

const holdProvider = statement((db, value: Placeholders<{ poolId: string; name: string }>, { hasConcurrentWriters }) =>
  db
    .selectFrom('identity_providers')
    .select('name')
    .where('pool_id', '=', value('poolId'))
    .where('name', '=', value('name'))
    .$if(hasConcurrentWriters, (query) => query.forKeyShare()),
)

const replaceVersion = statement((db, value: Placeholders<IdentityProviderRow>) =>
  db
    .updateTable('identity_providers')
    .set({
      settings: value('settings'),
      secrets: value('secrets'),
      updated_at: value('updated_at'),
      version: value('version'),
    })
    .where('pool_id', '=', value('pool_id'))
    .where('name', '=', value('name'))
    .where((eb) => eb(eb('version', '+', 1), '=', value('version'))),
)

const deleteIdentifiers = statement((db, value: Placeholders<{ poolId: string; name: string }>) =>
  db
    .deleteFrom('identity_provider_identifiers')
    .where('pool_id', '=', value('poolId'))
    .where('provider_name', '=', value('name')),
)
