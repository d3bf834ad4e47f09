import type { Refuse } from '../../contract/refusal.ts'
import { replicaStatus, type UserPoolReplica } from '../../domain/user-pools/user-pool-replica.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The replica that an operation names by pool and region, once it is there and nobody deletes it. */
export async function requireReplica(
  ports: Pick<Ports, 'storage' | 'clock'>,
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException'>,
  { UserPoolId, RegionName }: { readonly UserPoolId: string; readonly RegionName: string },
): Promise<{ readonly pool: UserPool; readonly replica: UserPoolReplica }> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  if (RegionName === pool.region) {
    throw refuse('InvalidParameterException', 'The primary user pool cannot be changed by this operation.')
  }
  const replica = await ports.storage.replicas.find(pool.id)
  const status = replica && replicaStatus(replica, ports.clock.now())
  if (replica?.region !== RegionName || status === undefined) throw refuse('ResourceNotFoundException', noSuchReplica)
  if (status === 'CREATING' || status === 'DELETING') {
    throw refuse('InvalidParameterException', `The user pool replica cannot be changed while it is ${status}.`)
  }
  return { pool, replica }
}

export const noSuchReplica = 'User pool replica does not exist.'
