import type { Refusal, Refuse } from '../../contract/refusal.ts'
import type { Group } from '../../domain/groups/group.ts'
import type { Ports } from '../../ports/ports.ts'
import { requireUserPool } from '../user-pools/require-user-pool.ts'

/** The group that an operation names, or Cognito's refusals for pool and group. */
export async function requireGroup(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  poolId: string,
  name: string,
): Promise<Group> {
  const pool = await requireUserPool(ports, refuse, poolId)
  const group = await ports.storage.groups.find(pool.id, name)
  if (!group) throw groupNotFound(refuse)
  return group
}

export function groupNotFound(refuse: Refuse<'ResourceNotFoundException'>): Refusal {
  return refuse('ResourceNotFoundException', 'Group not found.')
}
