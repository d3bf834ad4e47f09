import { identitiesAttribute } from '../../domain/user-pools/pool-schema.ts'
import { renderUserPool } from '../../domain/user-pools/user-pool-rendering.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

/** Cognito: tells two things that CreateUserPool keeps to itself, the tags of a pool without any and `identities`. */
export const DescribeUserPool = operation(
  'DescribeUserPool',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const [estimatedNumberOfUsers, domains] = await Promise.all([
      ports.storage.users.count(pool.id),
      ports.storage.userPools.listDomains(pool.id),
    ])
    const rendered = renderUserPool(pool, { estimatedNumberOfUsers, domains })
    return {
      UserPool: {
        ...rendered,
        UserPoolTags: rendered.UserPoolTags ?? {},
        SchemaAttributes: [...(rendered.SchemaAttributes ?? []), identitiesAttribute],
      },
    }
  },
)
