import type { Refuse } from '../../contract/refusal.ts'
import type { Ports } from '../../ports/ports.ts'
import type { ClientOfPool } from './require-app-client.ts'
import { requireUserPool } from '../user-pools/require-user-pool.ts'

/** The client that an operation on clients names. Cognito: these words differ from the sign-in operations'. */
export async function requireOwnAppClient(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  poolId: string,
  clientId: string,
): Promise<ClientOfPool> {
  const pool = await requireUserPool(ports, refuse, poolId)
  const client = await ports.storage.appClients.find(clientId)
  if (client?.poolId !== pool.id) throw refuse('ResourceNotFoundException', 'User pool client does not exist.')
  return { client, pool }
}
