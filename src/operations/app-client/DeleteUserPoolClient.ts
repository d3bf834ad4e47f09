import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolClient = operation(
  'DeleteUserPoolClient',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    const result = await ports.storage.commit([{ write: 'deleteAppClient', poolId: pool.id, clientId: client.id }])
    if (!result.committed) throw refuse('ResourceNotFoundException', 'User pool client does not exist.')
  },
)
