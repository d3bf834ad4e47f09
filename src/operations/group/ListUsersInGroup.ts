import { paginationToken } from '../../domain/pagination-token.ts'
import { renderUser } from '../../domain/users/user-rendering.ts'
import { requireGroupPage } from '../../flows/groups/require-group-page.ts'
import { requireGroup } from '../../flows/groups/require-group.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListUsersInGroup = operation(
  'ListUsersInGroup',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { poolId, name } = await requireGroup(ports, refuse, input.UserPoolId, input.GroupName)
    const scope = `ListUsersInGroup ${poolId} ${name}`
    const { items, next } = await ports.storage.groups.listMembers(poolId, name, requireGroupPage(refuse, scope, input))
    return { Users: items.map((user) => renderUser(user, undefined)), NextToken: paginationToken(scope, next) }
  },
)
