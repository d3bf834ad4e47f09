import type { ReplicaStatusType, UserPoolReplicaType } from '../../contract/shapes.gen.ts'
import { userPoolArn } from './user-pool-rendering.ts'
import type { UserPool } from './user-pool.ts'

/** The one replica that a pool can have in another region. */
export interface UserPoolReplica {
  readonly poolId: string
  readonly region: string
  /** What it is between creation and deletion. */
  readonly isActive: boolean
  readonly tags: Readonly<Record<string, string>>
  readonly createdAt: Date
  /** The end of its deletion: from then on it is gone. */
  readonly goneAt: Date | undefined
}

/** How long a replica is being made, and how long it is being deleted. */
export const replicaChangeSeconds = 30

/** Cognito: a new replica starts inactive. Undefined for one that is gone. */
export function replicaStatus(
  { isActive, createdAt, goneAt }: UserPoolReplica,
  now: Date,
): ReplicaStatusType | undefined {
  if (goneAt !== undefined) return now < goneAt ? 'DELETING' : undefined
  if (now.getTime() < createdAt.getTime() + replicaChangeSeconds * 1000) return 'CREATING'
  return isActive ? 'ACTIVE' : 'INACTIVE'
}

export function renderReplica(pool: UserPool, replica: UserPoolReplica, now: Date): UserPoolReplicaType {
  return {
    RegionName: replica.region,
    Status: replicaStatus(replica, now),
    Role: 'SECONDARY',
    UserPoolArn: userPoolArn({ ...pool, region: replica.region }),
  }
}

/** The pool itself, as the list of its replicas tells it. */
export function renderPrimary(pool: UserPool): UserPoolReplicaType {
  return { RegionName: pool.region, Status: 'ACTIVE', Role: 'PRIMARY', UserPoolArn: userPoolArn(pool) }
}
