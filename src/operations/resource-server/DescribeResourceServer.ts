import { renderResourceServer } from '../../domain/resource-server-rendering.ts'
import { requireUserPool } from '../../flows/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DescribeResourceServer = operation(
  'DescribeResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const server = await ports.storage.userPools.findResourceServer(pool.id, input.Identifier)
    if (!server) throw refuse('ResourceNotFoundException', `Resource server ${input.Identifier} does not exist.`)
    return { ResourceServer: renderResourceServer(server) }
  },
)
