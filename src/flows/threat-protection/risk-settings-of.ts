import { protectionMode } from '../../domain/risk/protection-mode.ts'
import { riskSettingsFor } from '../../domain/risk/risk-settings-for.ts'
import type { RiskSettings } from '../../domain/risk/risk-configuration.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'

/** What counts for this client of this pool; undefined, and nothing read, where there is no threat protection. */
export async function riskSettingsOf(
  ports: Pick<Ports, 'storage'>,
  pool: UserPool,
  clientId: string,
): Promise<RiskSettings | undefined> {
  if (protectionMode(pool) === 'OFF') return undefined
  const { riskConfigurations } = await ports.storage.threatProtection.findSettings(pool.id)
  return riskSettingsFor(riskConfigurations, clientId)
}
