import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { groupNotFound } from '../../flows/groups/require-group.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminAddUserToGroup = operation(
  'AdminAddUserToGroup',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    // Cognito: the user is looked for before the group.
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const of = { poolId: pool.id, sub: user.sub }
    const quota = { kind: 'memberships', ...of, besides: input.GroupName } as const
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota, limit: quotas.memberships.limit },
      { write: 'addUserToGroup', ...of, name: input.GroupName, at: ports.clock.now() },
    ])
    if (result.committed) return
    // The contract has no LimitExceededException here.
    if (result.guard === 'under-limit') throw refuse('InvalidParameterException', quotaText(quotas.memberships))
    if (result.guard === 'user-exists') throw refuse('UserNotFoundException', 'User does not exist.')
    throw groupNotFound(refuse)
  },
)
