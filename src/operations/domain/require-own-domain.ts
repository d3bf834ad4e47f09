import type { Refuse } from '../../contract/refusal.ts'
import type { UserPoolDomain } from '../../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

export const noSuchDomain = 'No such domain or user pool exists.'

/** The domain that an operation names beside its pool. Another pool's is answered like none. */
export async function requireOwnDomain(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'InvalidParameterException' | 'ResourceNotFoundException'>,
  { UserPoolId, Domain }: { readonly UserPoolId: string; readonly Domain: string },
): Promise<{ readonly pool: UserPool; readonly domain: UserPoolDomain }> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  const domain = await ports.storage.userPools.findDomain(Domain)
  if (domain?.poolId !== pool.id) throw refuse('InvalidParameterException', noSuchDomain)
  return { pool, domain }
}
