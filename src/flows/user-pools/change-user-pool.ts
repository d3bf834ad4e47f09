import type { Refuse } from '../../contract/refusal.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import type { CommitResult, Write } from '../../ports/storage/storage.ts'
import { requireUserPool } from './require-user-pool.ts'

type Changes = Pick<UserPool, 'name' | 'configuration' | 'mfa' | 'sessions'>

/** What else must hold at the commit, and who refuses where it does not. */
export interface ChangeCondition {
  readonly write: Write
  readonly check: (result: CommitResult) => void
}

/** Replaces parts of the pool. Two changes at once: the later one is refused, nothing is lost. */
export async function changeUserPool(
  ports: Pick<Ports, 'storage' | 'clock'>,
  refuse: Refuse<'ResourceNotFoundException' | 'ConcurrentModificationException'>,
  poolId: string,
  change: (pool: UserPool) => Promise<Partial<Changes> & { readonly condition?: ChangeCondition }>,
): Promise<UserPool> {
  const before = await requireUserPool(ports, refuse, poolId)
  const { condition, ...changes } = await change(before)
  const pool: UserPool = { ...before, ...changes, updatedAt: ports.clock.now(), version: before.version + 1 }
  const conditions = condition === undefined ? [] : [condition.write]
  const result = await ports.storage.commit([...conditions, { write: 'updateUserPool', pool }])
  condition?.check(result)
  if (!result.committed)
    throw refuse('ConcurrentModificationException', 'The user pool was changed by another request.')
  return pool
}
