import { paginationToken } from '../../domain/pagination-token.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListUserPoolClients = operation(
  'ListUserPoolClients',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const scope = `ListUserPoolClients ${pool.id}`
    const page = requirePage(refuse, scope, { limit: input.MaxResults ?? 60, token: input.NextToken })
    const { items, next } = await ports.storage.appClients.list(pool.id, page)
    const kind = input.ClientType
    return {
      UserPoolClients: items
        .filter((client) => kind === undefined || (client.configuration.ClientType ?? 'REGULAR') === kind)
        .map((client) => ({ ClientId: client.id, UserPoolId: pool.id, ClientName: client.name })),
      NextToken: paginationToken(scope, next),
    }
  },
)
