import type { Refuse } from '../../contract/refusal.ts'
import type { ManagedLoginBranding } from '../../domain/branding/managed-login-branding.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** The style that an operation names beside its pool. */
export async function requireBranding(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException'>,
  poolId: string,
  id: string,
): Promise<ManagedLoginBranding> {
  const pool = await requireUserPool(ports, refuse, poolId)
  const branding = await ports.storage.branding.find(pool.id, id)
  if (!branding) throw refuse('ResourceNotFoundException', `Managed login branding ${id} does not exist.`)
  return branding
}
