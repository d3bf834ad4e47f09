import { renderPrimary, renderReplica } from '../../domain/user-pools/user-pool-replica.ts'
import { findLiveReplica } from '../../flows/user-pools/find-live-replica.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** A pool and its one replica are always one page. */
export const ListUserPoolReplicas = operation(
  'ListUserPoolReplicas',
  async ({ input, refuse }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    if (input.NextToken !== undefined) throw refuse('InvalidParameterException', 'Invalid pagination token.')
    const replica = await findLiveReplica(ports, pool.id)
    const secondary = replica === undefined ? [] : [renderReplica(pool, replica, ports.clock.now())]
    return { UserPoolReplicas: [renderPrimary(pool), ...secondary] }
  },
)
