import { quotas, quotaText } from '../../domain/user-pools/quotas.ts'
import { renderResourceServer, resourceServerFrom } from '../../domain/authorization/resource-server-rendering.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const CreateResourceServer = operation(
  'CreateResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const server = resourceServerFrom(pool.id, input)
    const quota = { kind: 'resource-servers', poolId: pool.id } as const
    const result = await ports.storage.commit([
      { write: 'requireRoom', quota, limit: quotas.resourceServers.limit },
      { write: 'createResourceServer', server },
    ])
    if (result.committed) return { ResourceServer: renderResourceServer(server) }
    if (result.guard === 'under-limit') throw refuse('LimitExceededException', quotaText(quotas.resourceServers))
    throw refuse('InvalidParameterException', `${input.Identifier} already exists in user pool ${pool.id}.`)
  },
)
