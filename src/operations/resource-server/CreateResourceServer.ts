import { renderResourceServer, resourceServerFrom } from '../../domain/resource-server-rendering.ts'
import { requireUserPool } from '../../flows/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateResourceServer = operation(
  'CreateResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const server = resourceServerFrom(pool.id, input)
    const result = await ports.storage.commit([{ write: 'createResourceServer', server }])
    if (!result.committed)
      throw refuse('InvalidParameterException', `${input.Identifier} already exists in user pool ${pool.id}.`)
    return { ResourceServer: renderResourceServer(server) }
  },
)
