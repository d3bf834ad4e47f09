import { requireUserPool } from '../../flows/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteResourceServer = operation(
  'DeleteResourceServer',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const pool = await requireUserPool(ports, refuse, input.UserPoolId)
    const result = await ports.storage.commit([
      { write: 'deleteResourceServer', poolId: pool.id, identifier: input.Identifier },
    ])
    if (!result.committed)
      throw refuse('ResourceNotFoundException', `Resource server ${input.Identifier} does not exist.`)
  },
)
