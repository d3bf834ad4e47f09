import { groupNotFound } from '../../flows/require-group.ts'
import { requireUser } from '../../flows/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminAddUserToGroup = operation(
  'AdminAddUserToGroup',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    // Cognito: the user is looked for before the group.
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const result = await ports.storage.commit([
      { write: 'addUserToGroup', poolId: pool.id, name: input.GroupName, sub: user.sub, at: ports.clock.now() },
    ])
    if (result.committed) return
    if (result.guard === 'user-exists') throw refuse('UserNotFoundException', 'User does not exist.')
    throw groupNotFound(refuse)
  },
)
