import { paginationToken } from '../../domain/pagination-token.ts'
import { requirePage } from '../../flows/require-page.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListUserPools = operation('ListUserPools', async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
  const page = requirePage(refuse, 'ListUserPools', { limit: input.MaxResults, token: input.NextToken })
  const { items, next } = await ports.storage.userPools.list(page)
  return {
    UserPools: items.map((pool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: pool.configuration.LambdaConfig,
      CreationDate: pool.createdAt,
      LastModifiedDate: pool.updatedAt,
    })),
    NextToken: paginationToken('ListUserPools', next),
  }
})
