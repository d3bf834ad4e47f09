import { renderReplica, replicaChangeSeconds } from '../../domain/user-pools/user-pool-replica.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'
import { noSuchReplica, requireReplica } from './require-replica.ts'

export const DeleteUserPoolReplica = operation(
  'DeleteUserPoolReplica',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { pool, replica } = await requireReplica(ports, refuse, input)
    if (replica.isActive) {
      throw refuse('InvalidParameterException', 'The user pool replica must be inactivated before it is deleted.')
    }
    const now = ports.clock.now()
    const goneAt = new Date(now.getTime() + replicaChangeSeconds * 1000)
    const { poolId, region } = replica
    const result = await ports.storage.commit([{ write: 'deleteReplica', poolId, region, goneAt }])
    if (!result.committed) throw refuse('ResourceNotFoundException', noSuchReplica)
    return { UserPoolReplica: renderReplica(pool, { ...replica, goneAt }, now) }
  },
)
