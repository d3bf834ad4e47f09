import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminRemoveUserFromGroup = operation(
  'AdminRemoveUserFromGroup',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    // Cognito: a group that is not there has nobody in it, which is what was asked for.
    await ports.storage.commit([
      { write: 'removeUserFromGroup', poolId: pool.id, name: input.GroupName, sub: user.sub },
    ])
  },
)
