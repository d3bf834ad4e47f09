import type { ProvisionedLimitWrite } from '../../../ports/storage/provisioned-limits.ts'
import { done, type Applied } from '../applied.ts'
import type { SqlConnection } from '../engine.ts'
import { replace } from '../rows.ts'

export async function applyProvisionedLimitWrite(
  on: SqlConnection,
  { limit }: ProvisionedLimitWrite,
): Promise<Applied> {
  const { accountId, region, category, value } = limit
  const row = { account_id: accountId, region, category, value }
  await replace(on, 'provisioned_limits', row, ['account_id', 'region', 'category'])
  return done
}
