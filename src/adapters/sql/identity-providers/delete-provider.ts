import type { IdentityProviderWrite } from '../../../ports/storage/identity-providers.ts'
import { takeProviderOff } from '../app-clients/rows.ts'
import { done, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

/** The provider goes first: a client that is to offer it refers to it, and so has to wait or is seen below. */
export async function deleteIdentityProvider(
  on: SqlConnection,
  { poolId, name, version }: Extract<IdentityProviderWrite, { readonly write: 'deleteIdentityProvider' }>,
): Promise<Applied> {
  const { affected } = await deleteVersion(on, { poolId, name, version })
  if (affected === 0) return { failed: 'identity-provider-version' }
  const { rows } = await clientsOfPool(on, { poolId })
  for (const row of rows) {
    const settings = takeProviderOff(row, name)
    if (settings !== undefined) await replaceSettings(on, { clientId: row.client_id, settings })
  }
  return done
}

/** Identifiers go with it, by the foreign key. */
const deleteVersion = statement((db, value: Placeholders<{ poolId: string; name: string; version: number }>) =>
  db
    .deleteFrom('identity_providers')
    .where('pool_id', '=', value('poolId'))
    .where('name', '=', value('name'))
    .where('version', '=', value('version')),
)

const clientsOfPool = statement((db, value: Placeholders<{ poolId: string }>, { hasConcurrentWriters }) =>
  db
    .selectFrom('app_clients')
    .select(['client_id', 'settings'])
    .where('pool_id', '=', value('poolId'))
    .$if(hasConcurrentWriters, (query) => query.forNoKeyUpdate()),
)

const replaceSettings = statement((db, value: Placeholders<{ clientId: string; settings: string }>) =>
  db
    .updateTable('app_clients')
    .set((eb) => ({ settings: value('settings'), version: eb('version', '+', 1) }))
    .where('client_id', '=', value('clientId')),
)
