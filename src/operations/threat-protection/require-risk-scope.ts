import type { Refuse } from '../../contract/refusal.ts'
import { requireAppClientOfPool } from '../../flows/app-clients/require-app-client.ts'
import { requireThreatProtection } from '../../flows/threat-protection/require-threat-protection.ts'
import { requireUserPool } from '../../flows/user-pools/require-user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

export interface RiskScope {
  readonly poolId: string
  /** The pool's own configuration where there is none. */
  readonly clientId: string | undefined
}

/** Whose risk configuration is meant, in a pool that has such things. */
export async function requireRiskScope(
  ports: Pick<Ports, 'storage'>,
  refuse: Refuse<'ResourceNotFoundException' | 'UserPoolAddOnNotEnabledException'>,
  { UserPoolId: poolId, ClientId: clientId }: { readonly UserPoolId: string; readonly ClientId?: string | undefined },
): Promise<RiskScope> {
  const pool = await requireUserPool(ports, refuse, poolId)
  requireThreatProtection(refuse, pool)
  if (clientId !== undefined) await requireAppClientOfPool(ports, refuse, poolId, clientId)
  return { poolId, clientId }
}
