import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireLimitCategory } from './require-limit-category.ts'

export const UpdateProvisionedLimit = operation(
  'UpdateProvisionedLimit',
  async (
    { input: { LimitDefinition, RequestedLimitValue: value }, refuse, request },
    ports: Pick<Ports, 'storage'>,
  ) => {
    const { category, free, most } = requireLimitCategory(refuse, LimitDefinition)
    if (value < free) {
      throw refuse('InvalidParameterException', `The limit of ${category} cannot be below its default of ${free}.`)
    }
    if (value > most) {
      throw refuse('ServiceQuotaExceededException', `The limit of ${category} cannot exceed the account's ${most}.`)
    }
    const { accountId, region } = request
    await ports.storage.commit([{ write: 'setProvisionedLimit', limit: { accountId, region, category, value } }])
    return { Limit: { LimitDefinition, ProvisionedLimitValue: value, FreeLimitValue: free } }
  },
)
