import { clientSessions } from '../../domain/sessions/session-limits.ts'
import { requireOwnAppClient } from '../../flows/app-clients/require-own-app-client.ts'
import type { Ports } from '../../ports/ports.ts'
import { operation } from '../operation.ts'

export const GetUserPoolClientSessionConfiguration = operation(
  'GetUserPoolClientSessionConfiguration',
  async ({ input, refuse }, ports: Pick<Ports, 'storage'>) => {
    const { pool, client } = await requireOwnAppClient(ports, refuse, input.UserPoolId, input.ClientId)
    return { UserPoolId: pool.id, ClientId: client.id, ...clientSessions(client) }
  },
)
