import { replicaStatus, type UserPoolReplica } from '../../domain/user-pools/user-pool-replica.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Storage } from '../../ports/storage/storage.ts'

export interface ReplicaPorts {
  readonly clock: Clock
  readonly storage: Pick<Storage, 'replicas'>
}

/** The pool's replica in another region, unless its deletion has ended. */
export async function findLiveReplica(ports: ReplicaPorts, poolId: string): Promise<UserPoolReplica | undefined> {
  const replica = await ports.storage.replicas.find(poolId)
  return replica && replicaStatus(replica, ports.clock.now()) !== undefined ? replica : undefined
}
