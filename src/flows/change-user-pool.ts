import type { Refuse } from '../contract/refusal.ts'
import type { UserPool } from '../domain/user-pool.ts'
import type { Ports } from '../ports/ports.ts'
import { requireUserPool } from './require-user-pool.ts'

type Changes = Pick<UserPool, 'name' | 'configuration' | 'mfa' | 'sessions'>

/** Replaces parts of the pool. Two changes at once: the later one is refused, nothing is lost. */
export async function changeUserPool(
  ports: Pick<Ports, 'storage' | 'clock'>,
  refuse: Refuse<'ResourceNotFoundException' | 'ConcurrentModificationException'>,
  poolId: string,
  change: (pool: UserPool) => Promise<Partial<Changes>>,
): Promise<UserPool> {
  const before = await requireUserPool(ports, refuse, poolId)
  const changes = await change(before)
  const pool: UserPool = { ...before, ...changes, updatedAt: ports.clock.now(), version: before.version + 1 }
  const result = await ports.storage.commit([{ write: 'updateUserPool', pool }])
  if (!result.committed)
    throw refuse('ConcurrentModificationException', 'The user pool was changed by another request.')
  return pool
}
