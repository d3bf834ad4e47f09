import { renderGroup } from '../../domain/groups/group-rendering.ts'
import { paginationToken } from '../../domain/pagination-token.ts'
import { requireGroupPage } from '../../flows/groups/require-group-page.ts'
import { requireUser } from '../../flows/users/require-user.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const AdminListGroupsForUser = operation(
  'AdminListGroupsForUser',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, user } = await requireUser(ports, refuse, input.UserPoolId, input.Username)
    const scope = `AdminListGroupsForUser ${pool.id} ${user.sub}`
    const page = requireGroupPage(refuse, scope, input)
    const { items, next } = await ports.storage.groups.listOfUser(pool.id, user.sub, page)
    return { Groups: items.map(renderGroup), NextToken: paginationToken(scope, next) }
  },
)
