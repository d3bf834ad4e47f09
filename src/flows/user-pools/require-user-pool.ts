import type { Refuse } from '../../contract/refusal.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The pool, or Cognito's refusal. */
export async function requireUserPool(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  poolId: string,
): Promise<UserPool> {
  const pool = await ports.storage.userPools.find(poolId)
  if (!pool) throw refuse('ResourceNotFoundException', `User pool ${poolId} does not exist.`)
  return pool
}
