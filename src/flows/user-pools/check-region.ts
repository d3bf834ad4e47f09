import type { OperationName } from '../../contract/operations.gen.ts'
import { refuse } from '../../contract/refusal.ts'
import { regionOfPoolId } from '../../domain/user-pools/region.ts'
import { findLiveReplica, type ReplicaPorts } from './find-live-replica.ts'

/**
 * Refuses a signed call to a pool of another region than the call's own: there is no such pool in it. Where the pool has
 * a replica there, the call has reached a secondary, which can do less; here it can do nothing.
 */
export async function checkRegion(
  ports: ReplicaPorts,
  {
    operation,
    poolId,
    region,
  }: { readonly operation: OperationName; readonly poolId: string; readonly region: string },
): Promise<void> {
  const own = regionOfPoolId(poolId)
  if (own === undefined || own === region) return
  const replica = await findLiveReplica(ports, poolId)
  if (replica?.region !== region) throw refuse('ResourceNotFoundException', `User pool ${poolId} does not exist.`)
  // Cognito: this one is answered in both regions.
  if (operation === 'UpdateUserPoolReplica') return
  throw refuse('OperationNotEnabledException', `${operation} is not enabled in the secondary Region ${region}.`)
}
