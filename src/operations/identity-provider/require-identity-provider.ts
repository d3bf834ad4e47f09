import type { Refuse } from '../../contract/refusal.ts'
import type { IdentityProvider } from '../../domain/federation/identity-provider.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The provider that an operation names beside its pool. */
export async function requireIdentityProvider(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  { UserPoolId, ProviderName }: { readonly UserPoolId: string; readonly ProviderName: string },
): Promise<{ readonly pool: UserPool; readonly provider: IdentityProvider }> {
  const pool = await requireUserPool(ports, refuse, UserPoolId)
  const provider = await ports.storage.identityProviders.find(pool.id, ProviderName)
  if (!provider) throw refuse('ResourceNotFoundException', `Identity provider ${ProviderName} does not exist.`)
  return { pool, provider }
}
