import { paginationToken } from '../../domain/pagination-token.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { findLiveReplica } from '../../flows/user-pools/find-live-replica.ts'
import { requirePage } from '../../flows/require-page.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const ListUserPools = operation(
  'ListUserPools',
  async ({ input, refuse, request }, ports: Pick<Ports, 'storage' | 'clock'>) => {
    const { limit, after } = requirePage(refuse, 'ListUserPools', { limit: input.MaxResults, token: input.NextToken })
    const pools: UserPool[] = []
    let cursor = after
    do {
      const { items, next } = await ports.storage.userPools.list({ limit: limit - pools.length, after: cursor })
      // Cognito: each region knows its own pools only.
      pools.push(...items.filter(({ region }) => region === request.region))
      cursor = next
    } while (cursor !== undefined && pools.length < limit)
    const replicas = await Promise.all(pools.map(({ id }) => findLiveReplica(ports, id)))
    return {
      UserPools: pools.map((pool, place) => ({
        Id: pool.id,
        Name: pool.name,
        LambdaConfig: pool.configuration.LambdaConfig,
        CreationDate: pool.createdAt,
        LastModifiedDate: pool.updatedAt,
        ReplicaRegions: replicas[place] && [replicas[place].region],
      })),
      NextToken: paginationToken('ListUserPools', cursor),
    }
  },
)
