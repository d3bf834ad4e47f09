import { identitiesAttribute } from '../../domain/pool-schema.ts'
import { renderUserPool } from '../../domain/user-pool-rendering.ts'
import { requireUserPool } from '../../flows/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DescribeUserPool = operation(
  'DescribeUserPool',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const [estimatedNumberOfUsers, domains] = await Promise.all([
      ports.storage.users.count(pool.id),
      ports.storage.userPools.listDomains(pool.id),
    ])
    const schema = [...(pool.configuration.SchemaAttributes ?? []), identitiesAttribute]
    return { UserPool: renderUserPool(pool, { estimatedNumberOfUsers, domains }, schema) }
  },
)
