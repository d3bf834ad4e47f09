import { groupNotFound } from '../../flows/groups/require-group.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteGroup = operation('DeleteGroup', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const pool = await requireUserPool(ports, refuse, input.UserPoolId)
  const result = await ports.storage.commit([{ write: 'deleteGroup', poolId: pool.id, name: input.GroupName }])
  if (!result.committed) throw groupNotFound(refuse)
})
