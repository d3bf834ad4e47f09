import type { Refuse } from '../../contract/refusal.ts'
import type { ResourceServer } from '../../domain/authorization/resource-server.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The resource server that an operation names beside its pool. */
export async function requireResourceServer(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { UserPoolId, Identifier }: { readonly UserPoolId: string; readonly Identifier: string },
): Promise<ResourceServer> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  const server = await ports.storage.userPools.findResourceServer(pool.id, Identifier)
  if (!server) throw refuse('ResourceNotFoundException', `Resource server ${Identifier} does not exist.`)
  return server
}
