import { renderGroup } from '../../domain/groups/group-rendering.ts'
import type { Group } from '../../domain/groups/group.ts'
import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateGroup = operation(
  'CreateGroup',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const createdAt = ports.clock.now()
    const group: Group = {
      poolId: pool.id,
      name: input.GroupName,
      description: input.Description,
      roleArn: input.RoleArn,
      precedence: input.Precedence,
      createdAt,
      updatedAt: createdAt,
    }
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota: { kind: 'groups', poolId: pool.id }, limit: quotas.groups.limit },
      { write: 'createGroup', group },
    ])
    if (result.committed) return { Group: renderGroup(group) }
    if (result.guard === 'under-limit') throw refuse('LimitExceededException', quotaText(quotas.groups))
    if (result.guard === 'group-free') throw refuse('GroupExistsException', 'A group with the name already exists.')
    throw refuse('ResourceNotFoundException', `User pool ${pool.id} does not exist.`)
  },
)
