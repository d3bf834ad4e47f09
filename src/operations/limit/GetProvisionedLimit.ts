import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireLimitCategory } from './require-limit-category.ts'

export const GetProvisionedLimit = operation(
  'GetProvisionedLimit',
  async ({ input: { LimitDefinition }, refuse, request }, ports: Pick<Ports, 'storage'>) => {
    const { category, free } = requireLimitCategory(refuse, LimitDefinition)
    const { accountId, region } = request
    const provisioned = await ports.storage.provisionedLimits.find({ accountId, region, category })
    return { Limit: { LimitDefinition, ProvisionedLimitValue: provisioned ?? free, FreeLimitValue: free } }
  },
)
