import { describeIdentityProvider } from '../../domain/federation/identity-provider-rendering.ts'
import { paginationToken } from '../../domain/pagination-token.ts'
import { requirePage } from '../../flows/require-page.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListIdentityProviders = operation(
  'ListIdentityProviders',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const scope = `ListIdentityProviders ${pool.id}`
    const page = requirePage(refuse, scope, { limit: input.MaxResults || 60, token: input.NextToken })
    const { items, next } = await ports.storage.identityProviders.list(pool.id, page)
    return { Providers: items.map(describeIdentityProvider), NextToken: paginationToken(scope, next) }
  },
)
