import type { ProvisionedLimitQueries } from '../../../ports/storage/provisioned-limits.ts'
import type { SqlConnection } from '../engine.ts'
import { statement, type Placeholders } from '../statement.ts'

export function provisionedLimitQueries(on: SqlConnection): ProvisionedLimitQueries {
  return {
    async find({ accountId, region, category }) {
      const { rows } = await limitOf(on, { accountId, region, category })
      return rows.at(0)?.value
    },
  }
}

const limitOf = statement((db, value: Placeholders<{ accountId: string; region: string; category: string }>) =>
  db
    .selectFrom('provisioned_limits')
    .select('value')
    .where('account_id', '=', value('accountId'))
    .where('region', '=', value('region'))
    .where('category', '=', value('category')),
)
