import type { UserPoolReplica } from '../../domain/user-pools/user-pool-replica.ts'

export interface ReplicaQueries {
  /** Also one whose deletion has ended: the caller looks at the time. */
  find(poolId: string): Promise<UserPoolReplica | undefined>
}

export type ReplicaWrite =
  /** Guard `replica-free`: the pool has none, or one that is gone at `replica.createdAt`. */
  | { readonly write: 'createReplica'; readonly replica: UserPoolReplica }
  /** Guard `replica-exists`: the pool has one in this region that is not being deleted. */
  | { readonly write: 'updateReplica'; readonly poolId: string; readonly region: string; readonly isActive: boolean }
  /** Guard `replica-exists`. */
  | { readonly write: 'deleteReplica'; readonly poolId: string; readonly region: string; readonly goneAt: Date }
