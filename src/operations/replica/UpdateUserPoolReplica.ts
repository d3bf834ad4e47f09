import { renderReplica } from '../../domain/user-pools/user-pool-replica.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { noSuchReplica, requireReplica } from './require-replica.ts'

export const UpdateUserPoolReplica = operation(
  'UpdateUserPoolReplica',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { pool, replica } = await requireReplica(ports, refuse, input)
    const { poolId, region } = replica
    const isActive = input.Status === 'ACTIVE'
    const result = await ports.storage.commit([{ write: 'updateReplica', poolId, region, isActive }])
    if (!result.committed) throw refuse('ResourceNotFoundException', noSuchReplica)
    return { UserPoolReplica: renderReplica(pool, { ...replica, isActive }, ports.clock.now()) }
  },
)
