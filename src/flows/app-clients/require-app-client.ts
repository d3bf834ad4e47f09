import type { Refuse } from '../../contract/refusal.ts'
import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import { requireUserPool } from '../user-pools/require-user-pool.ts'

export interface ClientOfPool {
  readonly client: AppClient
  readonly pool: UserPool
}

/** The client that a public operation names, with its pool, or Cognito's refusal. */
export async function requireAppClient(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  clientId: string,
): Promise<ClientOfPool> {
  const client = await ports.storage.appClients.find(clientId)
  if (!client) throw refuse('ResourceNotFoundException', `User pool client ${clientId} does not exist.`)
  const pool = await requireUserPool(ports, refuse, client.poolId)
  return { client, pool }
}

/** The client that an administrative operation names beside its pool. */
export async function requireAppClientOfPool(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  poolId: string,
  clientId: string,
): Promise<ClientOfPool> {
  const pool = await requireUserPool(ports, refuse, poolId)
  const client = await ports.storage.appClients.find(clientId)
  if (!client || client.poolId !== pool.id) {
    throw refuse('ResourceNotFoundException', `User pool client ${clientId} does not exist in user pool ${poolId}.`)
  }
  return { client, pool }
}
