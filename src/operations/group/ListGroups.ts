import { renderGroup } from '../../domain/groups/group-rendering.ts'
import { paginationToken } from '../../domain/pagination-token.ts'
import { requireGroupPage } from '../../flows/groups/require-group-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListGroups = operation('ListGroups', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const pool = await requireUserPool(ports, refuse, input.UserPoolId)
  const scope = `ListGroups ${pool.id}`
  const { items, next } = await ports.storage.groups.list(pool.id, requireGroupPage(refuse, scope, input))
  return { Groups: items.map(renderGroup), NextToken: paginationToken(scope, next) }
})
