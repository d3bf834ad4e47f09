import { paginationToken } from '../../domain/pagination-token.ts'
import { renderResourceServer } from '../../domain/authorization/resource-server-rendering.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListResourceServers = operation(
  'ListResourceServers',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const scope = `ListResourceServers ${pool.id}`
    const page = requirePage(refuse, scope, { limit: input.MaxResults ?? 50, token: input.NextToken })
    const { items, next } = await ports.storage.userPools.listResourceServers(pool.id, page)
    return { ResourceServers: items.map(renderResourceServer), NextToken: paginationToken(scope, next) }
  },
)
