import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { requireOwnDomain } from './require-own-domain.ts'

export const DeleteUserPoolDomain = operation(
  'DeleteUserPoolDomain',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, domain } = await requireOwnDomain(ports, refuse, input)
    await ports.storage.commit([{ write: 'deleteDomain', poolId: pool.id, domain: domain.domain }])
    return {}
  },
)
