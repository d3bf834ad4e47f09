import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetLogDeliveryConfiguration = operation(
  'GetLogDeliveryConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { id } = await requireUserPool(ports, refuse, input.UserPoolId)
    const { logConfigurations } = await ports.storage.threatProtection.findSettings(id)
    return { LogDeliveryConfiguration: { UserPoolId: id, LogConfigurations: logConfigurations } }
  },
)
