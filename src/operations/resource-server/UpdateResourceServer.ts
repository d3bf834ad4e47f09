import { renderResourceServer, resourceServerFrom } from '../../domain/authorization/resource-server-rendering.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const UpdateResourceServer = operation(
  'UpdateResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const server = resourceServerFrom(pool.id, input)
    const result = await ports.storage.commit([{ write: 'updateResourceServer', server }])
    if (!result.committed)
      throw refuse('ResourceNotFoundException', `Resource server ${input.Identifier} does not exist.`)
    return { ResourceServer: renderResourceServer(server) }
  },
)
