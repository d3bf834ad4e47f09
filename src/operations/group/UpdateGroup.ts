import { renderGroup } from '../../domain/groups/group-rendering.ts'
import type { Group } from '../../domain/groups/group.ts'
import { groupNotFound, requireGroup } from '../../flows/groups/require-group.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const UpdateGroup = operation(
  'UpdateGroup',
  async ({ input, refuse }, ports: Pick<Ports, 'clock' | 'storage'>) => {
    const before = await requireGroup(ports, refuse, input.UserPoolId, input.GroupName)
    const group: Group = {
      ...before,
      // Cognito: an empty description leaves the old one.
      description: input.Description || before.description,
      roleArn: input.RoleArn ?? before.roleArn,
      precedence: input.Precedence ?? before.precedence,
      updatedAt: ports.clock.now(),
    }
    const result = await ports.storage.commit([{ write: 'updateGroup', group }])
    if (!result.committed) throw groupNotFound(refuse)
    return { Group: renderGroup(group) }
  },
)
