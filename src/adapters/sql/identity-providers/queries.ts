import type { IdentityProviderQueries } from '../../../ports/storage/identity-providers.ts'
import type { SqlConnection } from '../engine.ts'
import { emptyPage, pageOf, positionAfter } from '../paging.ts'
import type { Sealer } from '../sealed.ts'
import { statement, type Placeholders } from '../statement.ts'
import { fromIdentityProviderRow } from './rows.ts'

export function identityProviderQueries(on: SqlConnection, sealer: Sealer): IdentityProviderQueries {
  return {
    async find(poolId, name) {
      const { rows } = await providerByName(on, { poolId, name })
      return rows.map((row) => fromIdentityProviderRow(sealer, row)).at(0)
    },

    async findByIdentifier(poolId, identifier) {
      const { rows } = await providerByIdentifier(on, { poolId, identifier })
      return rows.map((row) => fromIdentityProviderRow(sealer, row)).at(0)
    },

    async list(poolId, page) {
      const position = positionAfter(page, { name: '' })
      if (position === undefined) return emptyPage()
      const { rows } = await providersAfter(on, { poolId, ...position, count: page.limit + 1 })
      return pageOf(rows, page, {
        item: (row) => fromIdentityProviderRow(sealer, row),
        position: (row) => [row.name],
      })
    },
  }
}

const providerByName = statement((db, value: Placeholders<{ poolId: string; name: string }>) =>
  db
    .selectFrom('identity_providers')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('name', '=', value('name')),
)

const providerByIdentifier = statement((db, value: Placeholders<{ poolId: string; identifier: string }>) =>
  db
    .selectFrom('identity_provider_identifiers')
    .innerJoin('identity_providers', (join) =>
      join
        .onRef('identity_providers.pool_id', '=', 'identity_provider_identifiers.pool_id')
        .onRef('identity_providers.name', '=', 'identity_provider_identifiers.provider_name'),
    )
    .selectAll('identity_providers')
    .where('identity_provider_identifiers.pool_id', '=', value('poolId'))
    .where('identity_provider_identifiers.identifier', '=', value('identifier')),
)

const providersAfter = statement((db, value: Placeholders<{ poolId: string; name: string; count: number }>) =>
  db
    .selectFrom('identity_providers')
    .selectAll()
    .where('pool_id', '=', value('poolId'))
    .where('name', '>', value('name'))
    .orderBy('name')
    .limit(value('count')),
)
