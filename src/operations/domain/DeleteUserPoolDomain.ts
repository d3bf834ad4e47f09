import { requireUserPool } from '../../flows/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolDomain = operation(
  'DeleteUserPoolDomain',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const domain = await ports.storage.userPools.findDomain(input.Domain)
    if (domain?.poolId !== pool.id) throw refuse('InvalidParameterException', 'No such domain or user pool exists.')
    const result = await ports.storage.commit([{ write: 'deleteDomain', poolId: pool.id, domain: domain.domain }])
    if (!result.committed) throw refuse('InvalidParameterException', 'No such domain or user pool exists.')
    return {}
  },
)
